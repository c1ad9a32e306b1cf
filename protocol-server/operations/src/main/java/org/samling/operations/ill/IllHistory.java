package org.samling.operations.ill;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.StoredMessage;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOverview.RotaEntry;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Means;
import org.samling.operations.ill.IllRequests.IllRequest;
import org.samling.operations.ill.IllTitles.AskedCatalogue;
import org.samling.operations.ill.IllTitles.FoundLender;

/** A request with the libraries asked, its history and its messages. */
public record IllHistory(
    @JsonUnwrapped IllRequest request,
    @Means("the libraries to ask, one after another; empty if another library asks")
        List<Lender> lenders,
    @Means("the libraries where it was found before it was sent, in the order of then")
        List<FoundLender> found,
    @Means("every catalogue that was asked before it was sent") List<AskedCatalogue> catalogues,
    List<Event> events,
    List<Message> messages) {

  /** Which way a message goes. */
  public enum Direction {
    /** To this library. */
    IN,
    /** To the other library. */
    OUT
  }

  /** A library to ask. */
  public record Lender(
      String library,
      @Means("whether it is asked now") boolean now,
      @Means("whether it was asked") boolean asked,
      @Means("who put it there after the request was placed") @Nullable String by) {

    static Lender of(RotaEntry entry) {
      return new Lender(entry.library(), entry.isNow(), entry.isAsked(), entry.by());
    }
  }

  /** A step that a request took. */
  public record Event(
      Instant at,
      @Means("the state after it") InterlibraryState state,
      @Means("the account that took it, or the name of a staff member") String who,
      @Nullable String note,
      @Means("the message that caused it") @Nullable String message) {

    static Event of(InterlibraryRequest.Event event) {
      return new Event(event.at(), event.state(), event.who(), event.note(), event.message());
    }
  }

  /** A message about a request. */
  public record Message(
      @Means("when it was received or created") Instant at,
      Direction direction,
      @Means("the other library") String library,
      @Means("the kind of message") String kind,
      @Means("whether it is still to be sent") boolean waits,
      @Min(0) int tries,
      @Means("why it could not be delivered") @Nullable String failure,
      @Means("the message; null if it is not written yet")
          @Size(max = InterlibraryOrder.MAX_MESSAGE) @Nullable String content) {

    static Message of(StoredMessage message) {
      return new Message(
          message.at(),
          message.isOutgoing() ? Direction.OUT : Direction.IN,
          message.peer(),
          IllHistory.kind(message.kind()),
          message.isWaiting(),
          message.tries(),
          message.failure(),
          message.content());
    }
  }

  /**
   * The libraries to ask.
   *
   * @param lookedUp where they were looked for
   */
  record Rota(List<RotaEntry> entries, List<LookedUp> lookedUp) {}

  static IllHistory of(
      InterlibraryRequest request,
      Rota rota,
      Tenant tenant,
      List<InterlibraryRequest.Event> events,
      List<StoredMessage> messages) {
    return new IllHistory(
        IllRequest.of(request),
        rota.entries().stream().map(Lender::of).toList(),
        IllTitles.lenders(rota.lookedUp(), tenant),
        IllTitles.catalogues(rota.lookedUp()),
        events.stream().map(Event::of).toList(),
        messages.stream().map(Message::of).toList());
  }

  /** A kind of message in words: {@code status request}. */
  static String kind(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
