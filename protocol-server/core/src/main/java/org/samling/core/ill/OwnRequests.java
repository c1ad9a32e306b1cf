package org.samling.core.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;
import static org.samling.core.ill.InterlibraryOrder.MAX_TEXT;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.organisation.TenantId;

/**
 * Asks other libraries for something that a patron of the tenant wants, whoever says so: by the
 * same checks and limits for programs, staff and the command line.
 */
public final class OwnRequests {

  /** The most libraries that are asked, one after another. */
  public static final int MOST_LENDERS = 50;

  private final InterlibraryMessages messages;
  private final Inquiries inquiries;

  /**
   * Makes the one.
   *
   * @param messages keeps what is asked
   * @param inquiries knows the branches
   */
  public OwnRequests(InterlibraryMessages messages, Inquiries inquiries) {
    this.messages = messages;
    this.inquiries = inquiries;
  }

  /**
   * What is wanted, as it was told.
   *
   * @param branch the code of the branch that handles it
   * @param us by which symbol the lenders know this library, or null for the branch's code
   * @param lenders the symbols of those who are asked, in order
   * @param description what it is
   * @param service whether the item or a copy is wanted
   * @param before the last day on which it is of use, or null
   * @param patron a card of the patron for whom it is
   * @param note what the lenders are told, or null
   */
  public record Wish(
      String branch,
      @Nullable String us,
      List<String> lenders,
      Description description,
      Service service,
      @Nullable LocalDate before,
      @Nullable String patron,
      @Nullable String note) {

    /** Copies the lenders. */
    public Wish {
      lenders = List.copyOf(lenders);
    }
  }

  /**
   * What makes a wish the same when it is told again.
   *
   * @param who who tells it: an account, or the name of who works here
   * @param reference by what they know it, for ever; null for a wish that is never the same
   * @param fingerprint SHA-256 of all that was told, in hexadecimal digits
   */
  public record Once(String who, @Nullable String reference, String fingerprint) {}

  /** Why nobody is asked. */
  public enum Fault {
    /** The tenant has no such branch. */
    NO_BRANCH,
    /** Nothing says which title is wanted. */
    NO_TITLE,
    /** Nobody is named for whom it is. */
    NO_PATRON,
    /** No library is named, or more than {@value OwnRequests#MOST_LENDERS}. */
    NO_LENDERS,
    /** A text is longer than texts of its kind may be. */
    TOO_LONG,
    /** What was told under the reference was another wish. */
    ANOTHER
  }

  /** What came of it. */
  public sealed interface Outcome {}

  /**
   * The first library is asked.
   *
   * @param request the request as it stands
   * @param isNew whether it was told for the first time
   */
  public record Asked(InterlibraryRequest request, boolean isNew) implements Outcome {}

  /**
   * Nobody is asked.
   *
   * @param fault why not
   */
  public record Unfit(Fault fault) implements Outcome {}

  /**
   * Asks, once however often it is told.
   *
   * @param tenant who asks
   * @param wish for what
   * @param once who says so, and by what it is known again
   */
  public Outcome ask(TenantId tenant, Wish wish, Once once) {
    var fault = fault(tenant, wish);
    if (fault.isPresent()) {
      return new Unfit(fault.get());
    }
    var us = Objects.requireNonNullElse(InterlibraryText.of(wish.us(), MAX_NAME), wish.branch());
    var sent =
        messages.ask(
            tenant,
            wish.branch(),
            new InterlibraryOrder(
                new Requester(once.who(), us),
                once.reference(),
                once.fingerprint(),
                null,
                kept(wish.description()),
                wish.service(),
                wish.before(),
                null,
                InterlibraryText.of(wish.note(), MAX_TEXT),
                InterlibraryText.of(wish.patron(), MAX_NAME),
                null),
            us,
            wish.lenders().stream().map(String::strip).toList());
    return sent.request().order().fingerprint().equals(once.fingerprint())
        ? new Asked(sent.request(), sent.isNew())
        : new Unfit(Fault.ANOTHER);
  }

  private Optional<Fault> fault(TenantId tenant, Wish wish) {
    var described = wish.description();
    if (Stream.of(described.title(), described.author(), described.part(), wish.note())
            .anyMatch(text -> isLonger(text, MAX_TEXT))
        || Stream.of(
                described.published(),
                described.isbn(),
                described.issn(),
                described.number(),
                wish.us(),
                wish.patron())
            .anyMatch(text -> isLonger(text, MAX_NAME))
        || wish.lenders().stream().anyMatch(lender -> isLonger(lender, MAX_NAME))) {
      return Optional.of(Fault.TOO_LONG);
    }
    if (!inquiries.policy(tenant).branches().containsKey(wish.branch())) {
      return Optional.of(Fault.NO_BRANCH);
    }
    if (!kept(described).namesTitle()) {
      return Optional.of(Fault.NO_TITLE);
    }
    if (InterlibraryText.of(wish.patron(), MAX_NAME) == null) {
      return Optional.of(Fault.NO_PATRON);
    }
    return wish.lenders().isEmpty()
            || wish.lenders().size() > MOST_LENDERS
            || wish.lenders().stream().anyMatch(String::isBlank)
        ? Optional.of(Fault.NO_LENDERS)
        : Optional.empty();
  }

  private static boolean isLonger(@Nullable String text, int most) {
    return text != null && text.length() > most;
  }

  private static Description kept(Description told) {
    return new Description(
        InterlibraryText.of(told.title(), MAX_TEXT),
        InterlibraryText.of(told.author(), MAX_TEXT),
        InterlibraryText.of(told.published(), MAX_NAME),
        InterlibraryText.ofNumber(told.isbn(), MAX_NAME),
        InterlibraryText.ofNumber(told.issn(), MAX_NAME),
        InterlibraryText.ofNumber(told.number(), MAX_NAME),
        InterlibraryText.of(told.part(), MAX_TEXT));
  }
}
