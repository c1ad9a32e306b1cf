package org.samling.core.ill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryRequests.StepOutcome;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores the messages of libraries about requests: incoming ones with their effects,
 * in one transaction, and outgoing ones until the other library has confirmed them. Throws {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface InterlibraryMessages {

  /**
   * Sends an order to other libraries, one after another until one supplies. Orders with the same
   * account, reference and symbol of this library are one request, for ever.
   *
   * @param tenant the borrowing tenant
   * @param branch the code of the branch that handles it
   * @param order the order, with its patron
   * @param us this library's symbol with the lenders
   * @param rota whom to ask; where it is nobody, the request stays with staff as requested
   */
  Sent ask(TenantId tenant, String branch, InterlibraryOrder order, String us, Rota rota);

  /**
   * The libraries to ask.
   *
   * @param lenders their symbols, in order
   * @param lookedUp where they were looked for
   * @param note what staff should know, or null
   */
  record Rota(List<String> lenders, List<LookedUp> lookedUp, @Nullable String note) {

    /** Copies the lists. */
    public Rota {
      lenders = List.copyOf(lenders);
      lookedUp = List.copyOf(lookedUp);
    }
  }

  /**
   * Changes who is asked of those that were not asked yet. A request that nobody was asked about is
   * sent to the first. Not for a request that was supplied or is over, and not for those to
   * partners.
   *
   * @param tenant the borrowing tenant
   * @param number the request's number
   * @param change the libraries from now on
   */
  StepOutcome changeRota(TenantId tenant, long number, RotaChange change);

  /**
   * A change of a rota.
   *
   * @param lenders the symbols of those to ask after the ones that were asked, in order
   * @param asked how many had been asked when the change was made, so that nobody overwrites what
   *     has not been seen; null for any
   * @param most how many lenders the rota may have in all
   * @param who who changes it
   */
  record RotaChange(List<String> lenders, @Nullable Integer asked, int most, String who) {

    /** Copies the lenders. */
    public RotaChange {
      lenders = List.copyOf(lenders);
    }
  }

  /**
   * One of the tenant's own requests that was sent.
   *
   * @param request the request in its current state
   * @param isNew whether this order created it
   */
  record Sent(InterlibraryRequest request, boolean isNew) {}

  /**
   * Stores a message about a request and acts on it. A repeated message changes nothing.
   *
   * @param tenant whose request
   * @param incoming the message
   * @param reaction decides how the request changes, while it is locked
   * @return the request in its current state, or empty where the message matches none
   */
  Optional<InterlibraryRequest> receive(TenantId tenant, Incoming incoming, ReactionRule reaction);

  /**
   * The request that a message is about, or empty.
   *
   * @param tenant whose
   * @param about which
   * @param peer the symbol of the other library
   */
  Optional<InterlibraryRequest> find(TenantId tenant, About about, String peer);

  /**
   * An incoming message.
   *
   * @param about the reference to its request
   * @param peer the symbol of the library that sent it
   * @param kind its kind, for people to read
   * @param fingerprint SHA-256 of it, in hexadecimal digits
   * @param content the message as {@link InterlibraryText} makes it
   * @param who the account that sent it
   * @param replyTo the address for answers that it gives, or null
   */
  record Incoming(
      About about,
      String peer,
      String kind,
      String fingerprint,
      String content,
      String who,
      @Nullable String replyTo) {

    /** A message that gives no address for answers. */
    public Incoming(
        About about, String peer, String kind, String fingerprint, String content, String who) {
      this(about, peer, kind, fingerprint, content, who, null);
    }
  }

  /** How a message refers to its request. */
  sealed interface About {}

  /**
   * A request to this library.
   *
   * @param requester the requesting library
   * @param reference the requester's reference
   */
  record Lent(InterlibraryOrder.Requester requester, String reference) implements About {}

  /**
   * One of the tenant's own requests, as {@link InterlibraryMessages#reference} writes it.
   *
   * @param lender which of its lenders, from 1; messages of an earlier lender are ignored
   */
  record Own(long number, int lender) implements About {}

  /**
   * A request that an account names without its side: one placed by that account, or one of the
   * tenant's own that was sent to a library for which the account acts. Of several the last.
   *
   * @param partners the libraries for which it acts, as {@link Account#partners()}
   * @param side the side that stores it, or null for either
   * @param reference the partner's reference, or null
   * @param item the barcode of its item; used where there is no reference
   */
  record Named(
      String account,
      Set<String> partners,
      @Nullable Side side,
      @Nullable String reference,
      @Nullable String item)
      implements About {

    /** Copies the partners. */
    public Named {
      partners = Set.copyOf(partners);
      if (reference == null && item == null) {
        throw new IllegalArgumentException("name the request by a reference or an item");
      }
    }
  }

  /** Decides how a request changes. */
  interface ReactionRule {
    /** The reaction for a request in its current state. */
    Reaction react(InterlibraryRequest request);
  }

  /**
   * How a request reacts to a message.
   *
   * @param to its new state, or null; ignored where the request may not go there
   * @param isTold whether the other library is notified
   * @param note a note for the request's events, or null
   * @param item the barcode of the item, or null
   * @param terms what the lender says of its terms
   * @param replies further messages to the other library
   */
  record Reaction(
      @Nullable InterlibraryState to,
      boolean isTold,
      @Nullable String note,
      @Nullable String item,
      SupplyTerms terms,
      List<Reply> replies) {

    /** Nothing. */
    public static final Reaction NONE = new Reaction(null, false, null, List.of());

    /** A reaction with a due date. */
    public Reaction(
        @Nullable InterlibraryState to,
        boolean isTold,
        @Nullable String note,
        @Nullable String item,
        @Nullable Instant due,
        List<Reply> replies) {
      this(to, isTold, note, item, SupplyTerms.until(due), replies);
    }

    /** A reaction without a due date. */
    public Reaction(
        @Nullable InterlibraryState to,
        boolean isTold,
        @Nullable String note,
        @Nullable String item,
        List<Reply> replies) {
      this(to, isTold, note, item, SupplyTerms.NONE, replies);
    }

    /** A reaction without an item. */
    public Reaction(
        @Nullable InterlibraryState to,
        boolean isTold,
        @Nullable String note,
        List<Reply> replies) {
      this(to, isTold, note, null, replies);
    }

    /** The lender does not supply; the next one is asked, if any. */
    public static Reaction unfilled(@Nullable String why) {
      return new Reaction(InterlibraryState.UNFILLED, false, why, List.of());
    }

    /** The lender names its terms, and nothing else changes. */
    public static Reaction terms(@Nullable String note, SupplyTerms terms) {
      return new Reaction(null, false, note, null, terms, List.of());
    }

    /** Copies the replies. */
    public Reaction {
      replies = List.copyOf(replies);
    }
  }

  /**
   * An answer.
   *
   * @param telling the kind of answer
   * @param answer yes or no, or null
   * @param note a note, or null
   */
  record Reply(PeerNotice telling, @Nullable Boolean answer, @Nullable String note) {

    /** An answer without a note. */
    public Reply(PeerNotice telling, @Nullable Boolean answer) {
      this(telling, answer, null);
    }
  }

  /**
   * Leases the messages that are to be sent now, the first of each request. Status requests wait
   * for no other message, and none waits for them.
   *
   * @param tenant whose
   * @param limit how many at most
   * @param lease how long nobody else may send them
   */
  List<OutgoingMessage> due(TenantId tenant, int limit, Duration lease);

  /**
   * An outgoing message.
   *
   * @param request the request in its current state
   * @param sequence the message's number among those of its request
   * @param telling the kind of message
   * @param state the request's state when the message was created
   * @param peer the other library then
   * @param lender which of the request's lenders that is, from 1
   * @param answer yes or no, or null
   * @param note a note, or null
   * @param at when it was created
   * @param dueBack when the item has to be back, or null
   * @param tries the number of attempts, including this one
   */
  record OutgoingMessage(
      InterlibraryRequest request,
      int sequence,
      PeerNotice telling,
      InterlibraryState state,
      Peer peer,
      int lender,
      @Nullable Boolean answer,
      @Nullable String note,
      Instant at,
      @Nullable Instant dueBack,
      int tries) {}

  /**
   * Marks a message as finished: it was accepted, or refused for good.
   *
   * @param tenant whose
   * @param due the message
   * @param content the message as it was sent, or null where it was not
   * @param reply the answer, or null
   * @param failure why it was refused, or null
   * @param reaction how the request changes; ignored for an earlier lender
   */
  void done(
      TenantId tenant,
      OutgoingMessage due,
      @Nullable String content,
      @Nullable String reply,
      @Nullable String failure,
      Reaction reaction);

  /** Marks a message as finished that was not sent, or not answered. */
  default void done(
      TenantId tenant,
      OutgoingMessage due,
      @Nullable String content,
      Reaction reaction,
      @Nullable String failure) {
    done(tenant, due, content, null, failure, reaction);
  }

  /**
   * Schedules a message to be sent again.
   *
   * @param tenant whose
   * @param due the message
   * @param content the message that was to be sent, or null where it was not written yet
   * @param failure why it failed, or null where it did not
   * @param next when it is sent again
   */
  void retryLater(
      TenantId tenant,
      OutgoingMessage due,
      @Nullable String content,
      @Nullable String failure,
      Instant next);

  /** The messages about a request, in order. */
  List<StoredMessage> messages(TenantId tenant, long number);

  /**
   * A stored message.
   *
   * @param at when it was received or created
   * @param isOutgoing whether this library sends it
   * @param kind its kind
   * @param peer the other library
   * @param content the message, or null where it was not written yet
   * @param isWaiting whether it is still to be sent
   * @param tries the number of attempts
   * @param failure why it failed, or null
   */
  public record StoredMessage(
      Instant at,
      boolean isOutgoing,
      String kind,
      String peer,
      @Nullable String content,
      boolean isWaiting,
      int tries,
      @Nullable String failure) {}

  /**
   * The reference under which a lender gets one of the tenant's own requests; different for each
   * lender.
   */
  static String reference(long number, int lender) {
    return "%d-%d".formatted(number, lender);
  }

  /** The request to which a {@link #reference} refers, or empty. */
  static Optional<Own> own(String reference) {
    var parts = reference.split("-", -1);
    try {
      return parts.length == 2
          ? Optional.of(new Own(Long.parseLong(parts[0]), Integer.parseInt(parts[1])))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
