package org.samling.core.ill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps what libraries write each other about requests: what came, with what became
 * of it in the same transaction, and what is to be told, until the other library has confirmed it.
 * Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface InterlibraryMessages {

  /**
   * Asks other libraries for something, one after another until one supplies. An order with a
   * reference is the same request for ever, for its account and the symbol of this library.
   *
   * @param tenant who asks
   * @param branch the code of the branch that handles it
   * @param order what for, and for whom
   * @param us by which symbol the lenders know this library
   * @param lenders the symbols of those who are asked, at least one, in order
   */
  Sent ask(
      TenantId tenant, String branch, InterlibraryOrder order, String us, List<String> lenders);

  /**
   * A request of the tenant's own that was sent.
   *
   * @param request the request as it stands
   * @param isNew whether this order made it
   */
  record Sent(InterlibraryRequest request, boolean isNew) {}

  /**
   * Takes a message about a request and does what it asks. One that came before changes nothing.
   *
   * @param tenant whose request
   * @param incoming the message
   * @param reaction decides what becomes of the request, while nobody else can change it
   * @return the request as it stands, or nothing where there is none that the message can mean
   */
  Optional<InterlibraryRequest> receive(TenantId tenant, Incoming incoming, Reacting reaction);

  /**
   * The request that a message is about, or nothing.
   *
   * @param tenant whose
   * @param about which
   * @param peer the symbol of the other library
   */
  Optional<InterlibraryRequest> find(TenantId tenant, About about, String peer);

  /**
   * A message that came.
   *
   * @param about which request
   * @param peer the symbol of the library that sent it
   * @param kind what it is, for people to read
   * @param fingerprint SHA-256 of it, in hexadecimal digits
   * @param content the message as {@link InterlibraryText} makes it
   * @param who the account that brought it
   */
  record Incoming(
      About about, String peer, String kind, String fingerprint, String content, String who) {}

  /** Which request a message is about. */
  sealed interface About {}

  /**
   * One that others asked this library for.
   *
   * @param requester who
   * @param reference by what they know it
   */
  record Lent(InterlibraryOrder.Requester requester, String reference) implements About {}

  /**
   * One of the tenant's own, as {@link InterlibraryMessages#reference} writes it.
   *
   * @param lender which of its lenders is meant, from 1; of one who was passed over nothing counts
   */
  record Own(long number, int lender) implements About {}

  /**
   * One that an account names without saying whose it is: what came by that account, or a request
   * of the tenant's own that a library was asked for which the account speaks. Of several the last.
   *
   * @param partners the libraries for which it speaks, as {@link Account#partners()}
   * @param side who keeps it, or null for either
   * @param reference by what the partner knows it, or null
   * @param item the barcode of the item that goes; counts where there is no reference
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
        throw new IllegalArgumentException("a reference or an item names the request");
      }
    }
  }

  /** Decides what becomes of a request. */
  interface Reacting {
    /** What becomes of a request that stands so. */
    Reaction to(InterlibraryRequest request);
  }

  /**
   * What becomes of a request that was written about.
   *
   * @param to how it is to stand; where it may not go there it stays
   * @param isTold whether the other library is told of that
   * @param note what is noted of it, or null
   * @param item the barcode of the item that goes, or null
   * @param due when the item has to be back with its lender, or null where nothing is said
   * @param replies what else the other library is told
   */
  record Reaction(
      @Nullable InterlibraryState to,
      boolean isTold,
      @Nullable String note,
      @Nullable String item,
      @Nullable Instant due,
      List<Reply> replies) {

    /** Nothing. */
    public static final Reaction NONE = new Reaction(null, false, null, null, null, List.of());

    /** Of which no day is said. */
    public Reaction(
        @Nullable InterlibraryState to,
        boolean isTold,
        @Nullable String note,
        @Nullable String item,
        List<Reply> replies) {
      this(to, isTold, note, item, null, replies);
    }

    /** The lender does not supply, and another is asked if there is one. */
    public static Reaction unfilled(@Nullable String why) {
      return new Reaction(InterlibraryState.UNFILLED, false, why, null, List.of());
    }

    /** Copies the replies. */
    public Reaction {
      replies = List.copyOf(replies);
    }
  }

  /**
   * An answer.
   *
   * @param telling what it answers
   * @param answer yes or no, or null
   * @param note a word with it, or null
   */
  record Reply(PeerNotice telling, @Nullable Boolean answer, @Nullable String note) {}

  /**
   * Messages that are to be sent now, the first of each request, and nobody else's for some time.
   * To ask how a request stands waits for nothing, and nothing waits for it.
   *
   * @param tenant whose
   * @param limit how many at most
   * @param lease for how long nobody else sends them
   */
  List<Due> due(TenantId tenant, int limit, Duration lease);

  /**
   * A message that is to be sent.
   *
   * @param request the request as it stands
   * @param sequence the message's number among those of its request
   * @param telling what is told
   * @param state how the request stood when that came about
   * @param peer the other library at that time
   * @param lender which of a request's lenders that is, from 1
   * @param answer yes or no, or null
   * @param note a word with it, or null
   * @param at when it came about
   * @param dueBack when the item has to be back, or null
   * @param tries how often it was tried, with this time
   */
  record Due(
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
   * Nothing is to be done about a message any more: it was taken, or refused for good.
   *
   * @param tenant whose
   * @param due the message
   * @param content the message as it was sent, or null where it was not
   * @param reply what was answered, or null
   * @param failure why it was refused, or null
   * @param reaction what becomes of the request by that; of a lender who was passed over nothing
   */
  void done(
      TenantId tenant,
      Due due,
      @Nullable String content,
      @Nullable String reply,
      @Nullable String failure,
      Reaction reaction);

  /**
   * A message is sent again.
   *
   * @param tenant whose
   * @param due the message
   * @param content the message as it was to be sent, or null where it was not worded
   * @param failure why it did not get through, or null where it did
   * @param next when it is sent again
   */
  void again(
      TenantId tenant, Due due, @Nullable String content, @Nullable String failure, Instant next);

  /** What was written about a request, in order. */
  List<Kept> kept(TenantId tenant, long number);

  /**
   * A message that is kept.
   *
   * @param at when it came or came about
   * @param isOutgoing whether this library writes it
   * @param kind what it is
   * @param peer the other library
   * @param content the message, or null where it was not written yet
   * @param isWaiting whether it is still to be sent
   * @param tries how often that was tried
   * @param failure why it did not get through, or null
   */
  public record Kept(
      Instant at,
      boolean isOutgoing,
      String kind,
      String peer,
      @Nullable String content,
      boolean isWaiting,
      int tries,
      @Nullable String failure) {}

  /** By what a lender knows a request of the tenant's own: another for each lender. */
  static String reference(long number, int lender) {
    return "%d-%d".formatted(number, lender);
  }

  /** The request that {@link #reference} means, or nothing. */
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
