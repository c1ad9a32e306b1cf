package org.samling.console.ill;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.StoredMessage;
import org.samling.core.ill.InterlibraryOverview.RotaEntry;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;

/**
 * The model of a request's page.
 *
 * @param request the request, without its patron if the visitor may not see patrons
 * @param isMasked whether its patron is hidden
 * @param branch the name of the handling branch
 * @param past its events and messages
 * @param rota the lenders
 * @param branches the names of possible pickup locations, by branch code
 * @param typed the typed values by field name
 * @param problem what is wrong, as a text for staff; or null
 */
public record IllPage(
    InterlibraryRequest request,
    boolean isMasked,
    String branch,
    History past,
    Rota rota,
    Map<String, String> branches,
    Map<String, String> typed,
    @Nullable String problem) {

  private static final Set<InterlibraryState> ROTA_OPEN =
      Set.of(
          InterlibraryState.REQUESTED,
          InterlibraryState.SENT,
          InterlibraryState.EXPECT_TO_SUPPLY,
          InterlibraryState.WILL_SUPPLY,
          InterlibraryState.RETRY_POSSIBLE,
          InterlibraryState.UNFILLED);

  private static final Set<InterlibraryState> AWAITING =
      Set.of(
          InterlibraryState.SENT,
          InterlibraryState.EXPECT_TO_SUPPLY,
          InterlibraryState.WILL_SUPPLY,
          InterlibraryState.SHIPPED);

  /**
   * The lenders.
   *
   * @param entries the lenders, in the order asked
   * @param lookUp where they were looked for
   */
  public record Rota(List<RotaEntry> entries, IllLookUp lookUp) {

    /** Copies the list. */
    public Rota {
      entries = List.copyOf(entries);
    }

    /** Returns how many were asked. */
    public long asked() {
      return entries.stream().filter(RotaEntry::isAsked).count();
    }

    /** Returns those that can be changed by the ids of their fields, with room for more. */
    public Map<String, String> next() {
      var next = new LinkedHashMap<String, String>();
      entries.stream()
          .filter(each -> !each.isAsked())
          .forEach(each -> next.put("next-" + (next.size() + 1), each.library()));
      for (var room = 0; room < MORE; room++) {
        next.put("next-" + (next.size() + 1), "");
      }
      return next;
    }
  }

  /** How many lenders can be added at once. */
  private static final int MORE = 2;

  /** Whether staff can change who is asked next. */
  public boolean isRotaOpen() {
    return request.side() == Side.BORROWING && ROTA_OPEN.contains(request.state());
  }

  /**
   * The history of a request.
   *
   * @param messages the messages received and sent
   */
  public record History(List<InterlibraryRequest.Event> events, List<Message> messages) {

    /** Copies the lists. */
    public History {
      events = List.copyOf(events);
      messages = List.copyOf(messages);
    }
  }

  /** Returns the typed value of a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Returns the states to which a button leads. */
  public List<InterlibraryState> next() {
    return request.next().stream()
        .filter(to -> to != InterlibraryState.RECEIVED || !isAwaited())
        .filter(to -> to != InterlibraryState.RETURNED || !isHere())
        .toList();
  }

  /** Whether the other library's item can be received, for which there is a separate form. */
  public boolean isAwaited() {
    return request.side() == Side.BORROWING
        && AWAITING.contains(request.state())
        && request.handling().peer() != null
        && request.handling().branch() != null;
  }

  /** Whether the other library's item is here and can be returned. */
  public boolean isHere() {
    return request.side() == Side.BORROWING
        && request.handling().item() != null
        && request.next().contains(InterlibraryState.RETURNED);
  }

  /** Returns the key of the words for a step. */
  public String word(InterlibraryState to) {
    return request.state() == InterlibraryState.RETRY_POSSIBLE && to != InterlibraryState.CANCELLED
        ? "ill.terms." + (to == InterlibraryState.SENT ? "accept" : "decline")
        : "ill.step.%s.%s".formatted(request.side(), to.text());
  }

  /** Whether this library can name terms on which it would supply. */
  public boolean namesTerms() {
    return request.side() == Side.LENDING
        && request.next().contains(InterlibraryState.RETRY_POSSIBLE);
  }

  /** Whether a step needs protection against a mistaken click. */
  public static boolean endsIt(InterlibraryState to) {
    return to == InterlibraryState.UNFILLED
        || to == InterlibraryState.CANCELLED
        || to == InterlibraryState.LOST;
  }

  /** Whether the request is closed. */
  public boolean isOver() {
    return request.isOver();
  }

  /**
   * A message.
   *
   * @param at when it was received or written
   * @param isOutgoing whether this library sends it
   * @param protocol its protocol; empty if it has not been encoded yet
   * @param content its text; null if it has not been encoded yet or may not be shown
   * @param fate its delivery status
   * @param tries the number of delivery attempts
   * @param failure why delivery failed, or null
   */
  public record Message(
      Instant at,
      boolean isOutgoing,
      String kind,
      String peer,
      String protocol,
      @Nullable String content,
      Fate fate,
      int tries,
      @Nullable String failure) {

    static Message of(StoredMessage kept, boolean showsContent) {
      var content = kept.content();
      return new Message(
          kept.at(),
          kept.isOutgoing(),
          kept.kind(),
          kept.peer(),
          content == null
              ? ""
              : content.contains("NCIPMessage")
                  ? "NCIP"
                  : content.contains("ISO18626Message") ? "ISO 18626" : "",
          showsContent ? content : null,
          Fate.of(kept),
          kept.tries(),
          kept.failure());
    }
  }

  /** The delivery status of a message. */
  public enum Fate {
    /** It was received. */
    CAME,
    /** It is waiting to be sent. */
    WAITS,
    /** It was delivered. */
    DELIVERED,
    /** It was refused or given up. */
    FAILED,
    /** It was not sent, because it was no longer needed. */
    UNSENT;

    /** Returns how it is displayed: good, bad or neutral. */
    public String look() {
      return switch (this) {
        case CAME, DELIVERED -> "on";
        case FAILED -> "off";
        case WAITS, UNSENT -> "";
      };
    }

    private static Fate of(StoredMessage kept) {
      return !kept.isOutgoing()
          ? CAME
          : kept.isWaiting()
              ? WAITS
              : kept.failure() != null ? FAILED : kept.content() == null ? UNSENT : DELIVERED;
    }
  }
}
