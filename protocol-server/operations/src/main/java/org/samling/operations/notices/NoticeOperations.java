package org.samling.operations.notices;

import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
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
import org.samling.operations.Ids;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.routes.Commands;

/** Which notices patrons want, where and in which language; and addresses that do not work. */
public final class NoticeOperations {

  /** The operations. */
  public static final Family<NoticeOperations> FAMILY =
      new Family<>(
          "notices",
          "notice",
          "Which notices patrons want, where and in which language; and addresses that do not work",
          List.of(
          Operation.post(
                  "report-bounce",
                  "/notices/bounces",
                  Scope.NOTICES_BOUNCE,
                  "Reports that an address of a patron does not work")
              .of(BounceReport.class, Nothing.class, NoticeOperations::reportBounce),
          Operation.get(
                  "show-notice-wishes",
                  "/patrons/:patron/notice-wishes",
                  Scope.NOTICES_WISHES,
                  "Shows a patron's notice preferences")
              .of(WhichPatron.class, Preferences.class, NoticeOperations::show),
          Operation.post(
                  "change-notice-wishes",
                  "/patrons/:patron/notice-wishes",
                  Scope.NOTICES_WISHES,
                  "Changes some of a patron's notice preferences")
              .of(Change.class, Preferences.class, NoticeOperations::change)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST_ID = 36;

  private final NoticeContacts contacts;
  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public NoticeOperations(NoticeContacts contacts, Inquiries inquiries, Circulation circulation) {
    this.contacts = contacts;
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  /** An address that does not work, by itself or by a message that was sent to it. */
  public record BounceReport(
      @Means("the number of a message, or") @Size(max = LONGEST_ID) @Nullable String message,
      @Means("the address") @Size(max = NoticeContacts.LONGEST_ADDRESS) @Nullable String address,
      @Size(max = NoticeContacts.LONGEST_REASON) @Nullable String reason) {}

  /** Whose preferences. */
  public record WhichPatron(@Means("a card number") String patron) {}

  /** What is to be changed; what is left out stays. */
  public record Change(
      @Means("a card number") String patron,
      @Nullable NoticeLanguage language,
      @Means(
              "by kind of notice, each with \"wanted\", \"channel\" and \"daily\", or without any of"
                  + " them for the library's default")
          @Nullable Map<String, Object> wishes) {}

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

  /** Safe to repeat. */
  private Nothing reportBounce(Request<BounceReport> request) {
    var report = request.input();
    var message = line("message", report.message(), LONGEST_ID);
    var address = line("address", report.address(), NoticeContacts.LONGEST_ADDRESS);
    if ((message == null) == (address == null)) {
      throw Problem.invalid("Give a \"message\" by its number, or an \"address\".");
    }
    var reason = line("reason", report.reason(), NoticeContacts.LONGEST_REASON);
    contacts.addBounce(
        request.tenantId(),
        message == null ? String.valueOf(address) : addressOf(request, message),
        reason == null ? "" : reason,
        request.account().username());
    return Nothing.NOTHING;
  }

  private String addressOf(Request<?> request, String message) {
    return Ids.of(message)
        .flatMap(number -> contacts.addressOf(request.tenantId(), number))
        .orElseThrow(() ->
            Problem.unknown(
                "There is no message \"%s\" that was sent to an address.".formatted(message)));
  }

  private static @Nullable String line(String name, @Nullable String text, int longest) {
    if (text != null && (text.isBlank() || text.chars().anyMatch(Character::isISOControl))) {
      throw Problem.invalid(
          "\"%s\" must be a text of 1 to %d characters on one line.".formatted(name, longest));
    }
    return text;
  }

  private Preferences show(Request<WhichPatron> request) {
    var patron = patron(request, request.input().patron());
    return preferences(request, patron.id(), NoticeLanguage.ofSip2(patron.language()).orElse(null));
  }

  /** Changes what is named, but only once all of it has been understood. */
  private Preferences change(Request<Change> request) {
    var change = request.input();
    var parsed = NoticeWishes.parse(change.wishes());
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
        .patron(request.tenantId(), card)
        .orElseThrow(() -> Problem.unknown("There is no such patron."))
        .patron();
  }
}
