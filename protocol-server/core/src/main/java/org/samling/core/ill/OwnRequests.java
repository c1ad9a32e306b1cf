package org.samling.core.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;
import static org.samling.core.ill.InterlibraryOrder.MAX_TEXT;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryMessages.Named;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryMessages.Sent;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.TitleFinder.Found;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;

/**
 * Requests titles from other libraries for the tenant's patrons, with the same checks and limits
 * for programs, staff and the command line.
 */
public final class OwnRequests {

  /** The most lenders in a rota. */
  public static final int MOST_LENDERS = 50;

  private final InterlibraryMessages messages;
  private final Inquiries inquiries;
  private final LendingLibraries libraries;
  private final TitleFinder finder;

  /**
   * Creates it.
   *
   * @param messages stores the requests
   * @param inquiries looks up the branches and patrons
   * @param libraries looks up the lenders
   * @param finder looks for titles whose lenders nobody names
   */
  public OwnRequests(
      InterlibraryMessages messages,
      Inquiries inquiries,
      LendingLibraries libraries,
      TitleFinder finder) {
    this.messages = messages;
    this.inquiries = inquiries;
    this.libraries = libraries;
    this.finder = finder;
  }

  /**
   * A request as entered.
   *
   * @param branch the code of the branch that handles it
   * @param us this library's symbol with the lenders, or null for the branch's code
   * @param lenders the lenders' symbols, in order; none for those where the title is found
   * @param isDespiteOwn whether lenders are looked for although a copy can be had by a hold
   * @param description the title
   * @param service whether the item or a copy is wanted
   * @param before the last day on which it is of use, or null
   * @param patron a card number of the patron
   * @param note a note for the lenders, or null
   */
  public record OwnRequest(
      String branch,
      @Nullable String us,
      List<String> lenders,
      boolean isDespiteOwn,
      Description description,
      Service service,
      @Nullable LocalDate before,
      @Nullable String patron,
      @Nullable String note) {

    /** Copies the lenders. */
    public OwnRequest {
      lenders = List.copyOf(lenders);
    }
  }

  /**
   * Identifies a repeated request.
   *
   * @param who who enters it: an account, or the name of a staff member
   * @param reference their reference, for ever; null for a request that is never a repetition
   * @param fingerprint SHA-256 of all that was entered, in hexadecimal digits
   */
  public record RequestIdentity(String who, @Nullable String reference, String fingerprint) {}

  /** Why a request is not sent. */
  public enum Fault {
    /** The tenant has no such branch. */
    NO_BRANCH,
    /** No title is described. */
    NO_TITLE,
    /** No patron is named. */
    NO_PATRON,
    /** The tenant has no such patron. */
    UNKNOWN_PATRON,
    /** A library has no name, or there are more than {@value OwnRequests#MOST_LENDERS}. */
    TOO_MANY_LENDERS,
    /** A library is named that the tenant can't ask. */
    UNKNOWN_LENDER,
    /** A text is too long. */
    TOO_LONG,
    /** The reference was used for a different request. */
    ANOTHER
  }

  /** The outcome of a request. */
  public sealed interface Outcome {}

  /**
   * The request was sent to the first lender, or is with staff, as requested, where none was found.
   *
   * @param request the request in its current state
   * @param isNew whether it was entered for the first time
   */
  public record Asked(InterlibraryRequest request, boolean isNew) implements Outcome {}

  /**
   * Nobody was asked, since a copy can be had by a hold.
   *
   * @param found where
   */
  public record AtHand(Found found) implements Outcome {}

  /**
   * The request was not sent.
   *
   * @param fault why not
   * @param which what is unknown; empty for other faults
   */
  public record Rejected(Fault fault, String which) implements Outcome {

    Rejected(Fault fault) {
      this(fault, "");
    }
  }

  /**
   * Sends a request, once however often it is entered.
   *
   * @param tenant the borrowing tenant
   * @param wish the request
   * @param once identifies a repetition
   */
  public Outcome ask(TenantId tenant, OwnRequest wish, RequestIdentity once) {
    var fault = fault(tenant, wish);
    if (fault.isPresent()) {
      return new Rejected(fault.get());
    }
    var lenders = wish.lenders().stream().map(String::strip).toList();
    var unknown = libraries.unknown(tenant, lenders);
    if (!unknown.isEmpty()) {
      return new Rejected(Fault.UNKNOWN_LENDER, unknown.getFirst());
    }
    var card = card(tenant, wish);
    if (card.isEmpty()) {
      return new Rejected(
          Fault.UNKNOWN_PATRON, Cpr.masked(Objects.requireNonNullElse(wish.patron(), "")));
    }
    var known = known(tenant, once);
    if (known.isPresent()) {
      return asked(new Sent(known.get(), false), once);
    }
    var us = us(wish);
    var wanted = wanted(wish, us, card.get());
    var isNamed = !lenders.isEmpty();
    var found =
        isNamed
            ? new Found(List.of(), finder.before(tenant, wanted), List.of())
            : finder.find(tenant, wanted);
    if (!found.own().isEmpty() && !wish.isDespiteOwn()) {
      return new AtHand(found);
    }
    var rota =
        new Rota(isNamed ? lenders : found.lenders(), found.lookedUp(), note(found, isNamed));
    return asked(
        messages.ask(
            tenant,
            wish.branch(),
            new InterlibraryOrder(
                new Requester(once.who(), us),
                once.reference(),
                once.fingerprint(),
                null,
                cleaned(wish.description()),
                wish.service(),
                wish.before(),
                null,
                InterlibraryText.of(wish.note(), MAX_TEXT),
                card.get(),
                null),
            us,
            rota),
        once);
  }

  private static Outcome asked(Sent sent, RequestIdentity once) {
    return sent.request().order().fingerprint().equals(once.fingerprint())
        ? new Asked(sent.request(), sent.isNew())
        : new Rejected(Fault.ANOTHER);
  }

  /** The request that was entered before, so that nothing is looked up for it again. */
  private Optional<InterlibraryRequest> known(TenantId tenant, RequestIdentity once) {
    return once.reference() == null
        ? Optional.empty()
        : messages.find(
            tenant, new Named(once.who(), Set.of(), Side.BORROWING, once.reference(), null), "");
  }

  /** What staff should know of a request, beside its rota. */
  private static @Nullable String note(Found found, boolean isNamed) {
    var said = new StringJoiner("; ");
    if (!isNamed && found.lenders().isEmpty()) {
      said.add(
          found.lookedUp().isEmpty()
              ? "no catalogue to look in, so nobody was asked"
              : "found in no catalogue, so nobody was asked");
    }
    found.lookedUp().stream()
        .filter(each -> each.failure() != null)
        .forEach(each -> said.add(each.failure()));
    found.own().stream()
        .findFirst()
        .ifPresent(own -> said.add("can also be had by a hold on " + own.key()));
    found.before().stream()
        .findFirst()
        .ifPresent(before ->
            said.add(
                "asked for before%s: request %d, %s"
                    .formatted(
                        before.isSamePatron() ? " by the same patron" : "",
                        before.number(),
                        before.state().text())));
    return InterlibraryText.of(said.toString(), MAX_TEXT);
  }

  /**
   * Looks for a title as {@link #ask} would, and asks nobody.
   *
   * @param wish the request; its patron may be missing
   * @return where it can be had, or why the request could not be sent
   */
  public LookedFor lookFor(TenantId tenant, OwnRequest wish) {
    var fault = faultOfTitle(tenant, wish);
    return fault.isPresent()
        ? new LookedFor(Found.NOTHING, fault.get())
        : new LookedFor(
            finder.find(
                tenant, wanted(wish, us(wish), InterlibraryText.ofNumber(wish.patron(), MAX_NAME))),
            null);
  }

  /**
   * What came of looking for a title.
   *
   * @param fault why nothing was looked for, or null
   */
  public record LookedFor(Found found, @Nullable Fault fault) {}

  private static TitleFinder.Wanted wanted(OwnRequest wish, String us, @Nullable String patron) {
    return new TitleFinder.Wanted(
        wish.branch(),
        us,
        cleaned(wish.description()),
        wish.service(),
        patron,
        wish.isDespiteOwn());
  }

  private static String us(OwnRequest wish) {
    return Objects.requireNonNullElse(InterlibraryText.of(wish.us(), MAX_NAME), wish.branch());
  }

  /**
   * The number that is stored for the patron; empty where there is none. For what looks like a CPR
   * number a card of the patron is stored, since a CPR number is never stored in clear.
   */
  private Optional<String> card(TenantId tenant, OwnRequest wish) {
    var named = InterlibraryText.ofNumber(wish.patron(), MAX_NAME);
    if (named == null) {
      return Optional.empty();
    }
    return inquiries
        .patron(tenant, named)
        .map(account -> account.patron().identifier())
        .map(card -> Cpr.masked(named).equals(named) || card.isEmpty() ? Cpr.masked(named) : card);
  }

  private Optional<Fault> fault(TenantId tenant, OwnRequest wish) {
    var ofTitle = faultOfTitle(tenant, wish);
    if (ofTitle.isPresent()) {
      return ofTitle;
    }
    if (InterlibraryText.ofNumber(wish.patron(), MAX_NAME) == null) {
      return Optional.of(Fault.NO_PATRON);
    }
    return wish.lenders().size() > MOST_LENDERS || wish.lenders().stream().anyMatch(String::isBlank)
        ? Optional.of(Fault.TOO_MANY_LENDERS)
        : Optional.empty();
  }

  private Optional<Fault> faultOfTitle(TenantId tenant, OwnRequest wish) {
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
    return cleaned(described).namesTitle() ? Optional.empty() : Optional.of(Fault.NO_TITLE);
  }

  private static boolean isLonger(@Nullable String text, int most) {
    return text != null && text.length() > most;
  }

  private static Description cleaned(Description description) {
    return Description.builder()
        .title(InterlibraryText.of(description.title(), MAX_TEXT))
        .author(InterlibraryText.of(description.author(), MAX_TEXT))
        .published(InterlibraryText.of(description.published(), MAX_NAME))
        .isbn(InterlibraryText.ofNumber(description.isbn(), MAX_NAME))
        .issn(InterlibraryText.ofNumber(description.issn(), MAX_NAME))
        .number(InterlibraryText.ofNumber(description.number(), MAX_NAME))
        .part(InterlibraryText.of(description.part(), MAX_TEXT))
        .build();
  }
}
