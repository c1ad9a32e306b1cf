package org.samling.console.ill;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages.Kept;
import org.samling.core.ill.InterlibraryOverview.Asked;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;

/**
 * What the page of one request shows.
 *
 * @param request the request, without its patron where the visitor may not see patrons
 * @param isMasked whether it has a patron who is not shown
 * @param branch the name of the branch that handles it
 * @param past what happened to it, and what was written about it
 * @param rota the libraries that are asked, one after another
 * @param branches the names of branches where an item can be fetched, by their codes
 * @param typed what was typed, by the fields' names
 * @param problem what is wrong with it, in words; or null
 */
public record IllPage(
    InterlibraryRequest request,
    boolean isMasked,
    String branch,
    Past past,
    List<Asked> rota,
    Map<String, String> branches,
    Map<String, String> typed,
    @Nullable String problem) {

  private static final Set<InterlibraryState> AWAITING =
      Set.of(InterlibraryState.SENT, InterlibraryState.WILL_SUPPLY, InterlibraryState.SHIPPED);

  /** Copies the lists. */
  public IllPage {
    rota = List.copyOf(rota);
  }

  /**
   * What there was.
   *
   * @param events what happened
   * @param messages what came and went
   */
  public record Past(List<InterlibraryRequest.Event> events, List<Message> messages) {

    /** Copies the lists. */
    public Past {
      events = List.copyOf(events);
      messages = List.copyOf(messages);
    }
  }

  /** What was typed in a field. */
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  /** The states that may follow by a button. */
  public List<InterlibraryState> next() {
    return request.next().stream()
        .filter(to -> to != InterlibraryState.RECEIVED || !isAwaited())
        .filter(to -> to != InterlibraryState.RETURNED || !isHere())
        .toList();
  }

  /** Whether the item of another library can be taken in, which makes more of it than a word. */
  public boolean isAwaited() {
    return request.side() == Side.BORROWING
        && AWAITING.contains(request.state())
        && request.handling().peer() != null
        && request.handling().branch() != null;
  }

  /** Whether the item of another library is here, and can go back. */
  public boolean isHere() {
    return request.side() == Side.BORROWING
        && request.handling().item() != null
        && request.next().contains(InterlibraryState.RETURNED);
  }

  /** Whether a step to a state is one that nobody should take by mistake. */
  public static boolean endsIt(InterlibraryState to) {
    return to == InterlibraryState.UNFILLED
        || to == InterlibraryState.CANCELLED
        || to == InterlibraryState.LOST;
  }

  /** Whether nothing follows any more. */
  public boolean isOver() {
    return request.isOver();
  }

  /**
   * A message.
   *
   * @param at when it came, or came about
   * @param isOutgoing whether this library writes it
   * @param kind what it is
   * @param peer the other library
   * @param protocol what it is written in; empty where it is not written yet
   * @param content the text of it; null where it is not written yet, or not shown
   * @param fate what became of it
   * @param tries how often it was tried
   * @param failure why it did not get through, or null
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

    static Message of(Kept kept, boolean showsContent) {
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

  /** What became of a message. */
  public enum Fate {
    /** It came. */
    CAME,
    /** It waits to be sent. */
    WAITS,
    /** It was delivered. */
    DELIVERED,
    /** It was refused, or given up. */
    FAILED,
    /** It was not sent, since there was no need any more. */
    UNSENT;

    /** How it looks: good, bad or neither. */
    public String look() {
      return switch (this) {
        case CAME, DELIVERED -> "on";
        case FAILED -> "off";
        case WAITS, UNSENT -> "";
      };
    }

    private static Fate of(Kept kept) {
      return !kept.isOutgoing()
          ? CAME
          : kept.isWaiting()
              ? WAITS
              : kept.failure() != null ? FAILED : kept.content() == null ? UNSENT : DELIVERED;
    }
  }
}
