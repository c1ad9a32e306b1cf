package org.samling.routes.sip2;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.PatronData;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Amount;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;

/** Converts the core's values to SIP2 fields and texts. */
final class Sip2Texts {

  /** No language, as SIP2 codes it. */
  static final String UNKNOWN_LANGUAGE = "000";

  private Sip2Texts() {}

  static Sip2Date date(Instant instant, ZoneId zone) {
    return Sip2Date.of(instant, zone);
  }

  static Sip2Amount amount(long minorUnits, Currency currency) {
    return Sip2Amount.of(BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()));
  }

  static Sip2Code<Sip2Code.MediaType> mediaType(String code) {
    return Sip2Code.of(Sip2Code.MediaType.class, code);
  }

  /** Whether an item is magnetic media, as its machine is to be told. */
  static Sip2Flag magnetic(Sip2Exchange<?> exchange, ItemView item) {
    return Sip2Flag.read(exchange.kiosk().profile().desk().magneticMedia(item.category()));
  }

  /** The text about an item's missing parts, if any are missing. */
  static Optional<String> missingParts(Sip2Exchange<?> exchange, ItemView item) {
    return Optional.ofNullable(item.parts())
        .filter(Parts::incomplete)
        .map(parts ->
            messages(exchange)
                .text("item.parts-missing", parts.missingText(), Integer.toString(parts.count())));
  }

  /** The zone of the machine's tenant; UTC before login. */
  static ZoneId zone(Sip2Exchange<?> exchange) {
    var account = exchange.session().account();
    return account == null ? ZoneOffset.UTC : account.tenant().zone();
  }

  /** The texts in the language of the machine, or of the patron where its profile says so. */
  static ScreenMessages messages(Sip2Exchange<?> exchange) {
    return messages(exchange, exchange.language());
  }

  /** The texts in the language of the request, or else of the patron, or else of the machine. */
  static ScreenMessages messages(
      Sip2Exchange<?> exchange,
      Sip2Code<Sip2Code.Language> language,
      @Nullable PatronAccount patron) {
    if (language.value() != null && !language.is(Sip2Code.Language.UNKNOWN)) {
      return messages(exchange, language.wire());
    }
    var own = patron == null ? UNKNOWN_LANGUAGE : patron.patron().language();
    return own.equals(UNKNOWN_LANGUAGE) ? messages(exchange) : messages(exchange, own);
  }

  private static ScreenMessages messages(Sip2Exchange<?> exchange, String language) {
    var messages = ScreenMessages.of(language);
    var account = exchange.session().account();
    var wording = exchange.kiosk().profile().wording().texts();
    return account == null
        ? messages
        : messages.with(
            (l, key) -> exchange.ownTexts().find(account.tenant().id(), wording, l, key));
  }

  /**
   * The text for a refusal, in the machine's language: one that does not tell what the patron has
   * or owes where the machine may not be told.
   */
  static String refusal(Sip2Exchange<?> exchange, RefusalReason reason) {
    var told = exchange.tells(PatronData.ACCOUNT) ? reason : withoutAccount(reason);
    return exchange.dialect().refusal(messages(exchange), told);
  }

  private static RefusalReason withoutAccount(RefusalReason reason) {
    return switch (reason) {
      case ON_LOAN_TO_SAME_PATRON -> RefusalReason.ON_LOAN_TO_ANOTHER;
      case NOTHING_OWED -> RefusalReason.AMOUNT_TOO_HIGH;
      default -> reason;
    };
  }
}
