package org.samling.operations.notices;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;

/** Which notices patrons want, where and in which language. */
public final class WishOperations {

  /** The operations. */
  public static final Family<WishOperations> FAMILY =
      new Family<>(
          "notices",
          "notice",
          "Which notices patrons want, where and in which language",
          List.of(
              Operation.get(
                      "show-notice-wishes",
                      "/patrons/:patron/notice-wishes",
                      Scope.NOTICES_WISHES,
                      "Shows a patron's notice preferences")
                  .withinBounds()
                  .of(WhichPatron.class, Preferences.class, WishOperations::show),
              Operation.post(
                      "change-notice-wishes",
                      "/patrons/:patron/notice-wishes",
                      Scope.NOTICES_WISHES,
                      "Changes some of a patron's notice preferences")
                  .withinBounds()
                  .of(Change.class, Preferences.class, WishOperations::change),
              Operation.delete(
                      "clear-notice-wishes",
                      "/patrons/:patron/notice-wishes",
                      Scope.NOTICES_WISHES,
                      "Returns a patron to the library's defaults")
                  .withinBounds()
                  .of(WhichWishes.class, Preferences.class, WishOperations::clear)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST_CHANNEL = 40;
  private static final int KINDS = 6;

  private final NoticeContacts contacts;
  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public WishOperations(NoticeContacts contacts, Inquiries inquiries, Circulation circulation) {
    this.contacts = contacts;
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  /** Whose preferences. */
  public record WhichPatron(@Means("a card number") String patron) {}

  /** What is to be changed; what is left out stays. */
  public record Change(
      @Means("a card number") String patron,
      @Nullable NoticeLanguage language,
      @Means(
              "by kind of notice, each with \"wanted\", \"channel\" and \"daily\", or without any of"
                  + " them for the library's default")
          @Nullable Map<String, Object> wishes,
      @JsonUnwrapped OneWish forAll) {}

  /** One preference for several kinds of notice, in the place of one for each. */
  public record OneWish(
      @Means("the kinds of notice that the preference is for; default: all")
          @Size(min = 1, max = KINDS) @Nullable List<NoticeKind> kinds,
      @Means("whether they are wanted at all") @Nullable Boolean wanted,
      @Means("the name of the channel by which they are sent") @Size(max = LONGEST_CHANNEL) @Nullable String channel,
      @Means("whether they are sent in a daily digest, or each at once") @Nullable Boolean daily) {

    boolean isGiven() {
      return wanted != null || channel != null || daily != null;
    }
  }

  /** Which preferences are to be removed. */
  public record WhichWishes(
      @Means("a card number") String patron,
      @Means("the kind of notice; default: all") @Nullable NoticeKind kind) {}

  /** A patron's preferences. */
  public record Preferences(
      @Nullable NoticeLanguage language,
      @Means("by kind of notice; the library's default where one is left out")
          Map<NoticeKind, Preference> wishes) {}

  /** A preference for one kind of notice. */
  public record Preference(
      boolean wanted,
      @Means("the channel; null for the library's") @Nullable String channel,
      @Means("whether it is sent in a daily digest; null for the library's choice")
          @Nullable Boolean daily) {

    static Preference of(NoticePreference preference) {
      return new Preference(preference.isWanted(), preference.channel(), preference.isDaily());
    }
  }

  private Preferences show(Request<WhichPatron> request) {
    var patron = patron(request, request.input().patron());
    return preferences(request, patron.id(), NoticeLanguage.ofSip2(patron.language()).orElse(null));
  }

  /** Changes what is named, but only once all of it has been understood. */
  private Preferences change(Request<Change> request) {
    var change = request.input();
    var parsed = NoticeWishes.parse(change.wishes(), change.forAll());
    var patron = patron(request, change.patron());
    var language = change.language();
    if (language != null && !language.sip2().equals(patron.language())) {
      changeLanguage(request, language);
    }
    parsed.forEach(
        (kind, wish) -> contacts.put(request.tenantId(), patron.id(), kind, wish.orElse(null)));
    return preferences(
        request,
        patron.id(),
        language == null ? NoticeLanguage.ofSip2(patron.language()).orElse(null) : language);
  }

  private Preferences clear(Request<WhichWishes> request) {
    var input = request.input();
    var patron = patron(request, input.patron());
    var kinds = input.kind() == null ? List.of(NoticeKind.values()) : List.of(input.kind());
    kinds.forEach(kind -> contacts.put(request.tenantId(), patron.id(), kind, null));
    return preferences(request, patron.id(), NoticeLanguage.ofSip2(patron.language()).orElse(null));
  }

  private void changeLanguage(Request<Change> request, NoticeLanguage language) {
    var command =
        PatronCommand.ChangePatron.ofLanguage(
            request.origin(DEADLINE),
            new PatronName.Identifier(request.input().patron()),
            language.sip2());
    if (commands.outcome(command) instanceof PatronOutcome.Refused refused) {
      throw Problem.refused(
          "The language was not changed: %s.".formatted(refused.reason().words()));
    }
  }

  private Preferences preferences(
      Request<?> request, UUID patron, @Nullable NoticeLanguage language) {
    var wishes = new EnumMap<NoticeKind, Preference>(NoticeKind.class);
    contacts
        .preferences(request.tenantId(), patron)
        .forEach((kind, wish) -> wishes.put(kind, Preference.of(wish)));
    return new Preferences(language, wishes);
  }

  private PatronFacts patron(Request<?> request, String card) {
    return inquiries
        .patron(request.tenantId(), card, Set.of())
        .orElseThrow(Problem::unknownPatron)
        .patron();
  }
}
