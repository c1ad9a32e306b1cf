package org.samling.routes.sip2;

import static org.samling.sip2.Sip2ResponseLayouts.ITEM_INFORMATION_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.PATRON_INFORMATION_RESPONSE;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.organisation.PatronData;
import org.samling.core.organisation.Sip2Profile;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2Wording.CustomField;
import org.samling.routes.ScreenMessages;
import org.samling.routes.templates.Scope;
import org.samling.routes.templates.Templates;
import org.samling.sip2.Sip2ExtraField;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Response;

/**
 * The fields of replies that are made of a machine's templates: which names each has, and what they
 * stand for. What the machine may not be told of a patron is empty.
 */
public final class Sip2Templates {

  private static final String NAME = "name";
  private static final String GIVEN_NAME = "given-name";
  private static final String FAMILY_NAME = "family-name";
  private static final String CARD = "card";
  private static final String PHONE = "phone";
  private static final String NUMBER = "number";
  private static final String AMOUNT = "amount";
  private static final String TITLE = "title";

  /** The names in AE and in fields of the library's own in 64. */
  private static final Scope PATRON =
      names(
          "name given-name family-name card category branch expires birth-date email phone address"
              + " loans overdue holds owed currency");

  /** The names in DA. */
  private static final Scope HOLD = names("name given-name family-name card phone number");

  /** The names in AV. */
  private static final Scope FEE = names("number id amount currency type date title titles reason");

  /** The names in fields of the library's own in 18. */
  private static final Scope ITEM =
      names(
          "barcode title author issue record call-number location home at owner media-type due"
              + " waiting properties");

  /** The names in fields of the library's own in 18, by the fields that have the same. */
  private static final Map<String, String> ITEM_FIELDS =
      Map.of(
          "AB", "barcode",
          "AJ", TITLE,
          "AH", "due",
          "AP", "at",
          "AQ", "home",
          "BG", "owner",
          "CF", "waiting",
          "CH", "properties",
          "CK", "media-type");

  /** Ids that mean something wherever they stand. */
  private static final Set<String> RESERVED = Set.of("AC", "AD", "AY", "AZ", "CO");

  private Sip2Templates() {}

  private static Scope names(String names) {
    return Scope.texts(names.split(" ", -1));
  }

  /**
   * Checks the templates of a profile.
   *
   * @throws UnfitException where one can't be used
   */
  public static void check(Sip2Profile profile) {
    var wording = profile.wording();
    check("name-template", wording.templates().name(), PATRON);
    check("hold-name-template", wording.templates().holdName(), HOLD);
    check("fee-template", wording.templates().fee(), FEE);
    check("patron-fields", wording.patronFields(), PATRON, PATRON_INFORMATION_RESPONSE);
    check("item-fields", wording.itemFields(), ITEM, ITEM_INFORMATION_RESPONSE);
  }

  private static void check(String key, String template, Scope scope) {
    var problems = Templates.problems(template, scope);
    if (!problems.isEmpty()) {
      throw new UnfitException(key, "can't be used: " + String.join("; ", problems));
    }
  }

  /** Whether a field of the library's own may have this id in 64. */
  public static boolean isFreeOfPatron(String id) {
    return isFree(PATRON_INFORMATION_RESPONSE, id);
  }

  /** Whether a field of the library's own may have this id in 18. */
  public static boolean isFreeOfItem(String id) {
    return isFree(ITEM_INFORMATION_RESPONSE, id);
  }

  private static boolean isFree(Sip2Layout<Sip2Response> reply, String id) {
    return !RESERVED.contains(id)
        && reply.parts().stream().noneMatch(part -> id.equals(part.field().id()));
  }

  private static void check(
      String key, List<CustomField> fields, Scope scope, Sip2Layout<Sip2Response> reply) {
    for (var field : fields) {
      if (!isFree(reply, field.id())) {
        throw new UnfitException(
            key, "can't have the field %s, which has a meaning of its own".formatted(field.id()));
      }
      check(key, field.template(), scope);
    }
  }

  /** AE. */
  static String name(Sip2Exchange<?> exchange, PatronAccount account) {
    return Templates.fill(
        exchange.kiosk().profile().wording().templates().name(), patron(exchange, account));
  }

  /** Adds the fields of the library's own to 64. */
  static Sip2Message.Builder<Sip2Response> addTo(
      Sip2Message.Builder<Sip2Response> reply, Sip2Exchange<?> exchange, PatronAccount account) {
    var fields = exchange.kiosk().profile().wording().patronFields();
    return fields.isEmpty() ? reply : add(reply, fields, patron(exchange, account));
  }

  private static Sip2Message.Builder<Sip2Response> add(
      Sip2Message.Builder<Sip2Response> reply,
      List<CustomField> fields,
      Map<String, Object> values) {
    for (var field : fields) {
      var text = Templates.fill(field.template(), values).strip();
      if (!text.isEmpty()) {
        reply.withExtension(new Sip2ExtraField(field.id(), text));
      }
    }
    return reply;
  }

  private static Map<String, Object> patron(Sip2Exchange<?> exchange, PatronAccount account) {
    var patron = account.patron();
    var currency = exchange.session().loggedInAccount().tenant().currency();
    var values = new HashMap<String, Object>();
    if (tells(exchange, PatronData.NAME, "AE")) {
      putName(values, patron.name());
    }
    if (tells(exchange, PatronData.CONTACT, "BE")) {
      put(values, "email", account.contact().email());
    }
    if (tells(exchange, PatronData.CONTACT, "BF")) {
      put(values, PHONE, account.contact().phone());
    }
    if (tells(exchange, PatronData.CONTACT, "BD")) {
      put(values, "address", account.contact().address());
    }
    if (tells(exchange, PatronData.BIRTH_DATE, "PB")) {
      put(values, "birth-date", patron.birthDate());
    }
    if (tells(exchange, PatronData.ACCOUNT, "AA")) {
      put(values, CARD, patron.identifier());
    }
    if (tells(exchange, PatronData.ACCOUNT, "PC")) {
      put(values, "category", patron.category());
    }
    if (tells(exchange, PatronData.ACCOUNT, "AQ")) {
      put(values, "branch", patron.branch());
    }
    if (tells(exchange, PatronData.ACCOUNT, "PA")) {
      put(values, "expires", patron.expires());
    }
    if (tells(exchange, PatronData.ACCOUNT, "BV")) {
      put(values, "owed", Sip2Texts.amount(patron.owed(), currency).wire());
      put(values, "currency", currency.getCurrencyCode());
    }
    if (exchange.tells(PatronData.ACCOUNT)) {
      put(values, "loans", patron.loans());
      put(values, "overdue", patron.overdue());
      put(values, "holds", patron.holds());
    }
    return values;
  }

  /** Whether the machine may be told this, and is not denied the field that has it otherwise. */
  static boolean tells(Sip2Exchange<?> exchange, PatronData data, String field) {
    return !exchange.kiosk().profile().deniedFields().contains(field) && exchange.tells(data);
  }

  /** DA. */
  static String holdName(Sip2Exchange<?> exchange, Sip2Routing.HoldPatron patron) {
    var values = new HashMap<String, Object>();
    putName(values, patron.name());
    if (tells(exchange, PatronData.BORROWER, "CY")) {
      put(values, CARD, patron.identifier().value());
    }
    if (tells(exchange, PatronData.CONTACT, "BF")) {
      put(values, PHONE, patron.phone());
    }
    put(values, NUMBER, patron.shelf());
    return Templates.fill(exchange.kiosk().profile().wording().templates().holdName(), values);
  }

  /**
   * AV.
   *
   * @param messages the texts in the patron's language
   * @param number the fee's short number
   */
  static String fee(
      Sip2Exchange<?> exchange, ScreenMessages messages, PatronAccount.Fee fee, String number) {
    var currency = exchange.session().loggedInAccount().tenant().currency();
    var values = new HashMap<String, Object>();
    put(values, NUMBER, number);
    put(values, "id", fee.id());
    put(values, AMOUNT, Sip2Texts.amount(fee.open(), currency).wire());
    put(values, "currency", currency.getCurrencyCode());
    put(values, "type", messages.text("fee-type." + fee.type().name().toLowerCase(Locale.ROOT)));
    put(
        values,
        "date",
        LocalDate.ofInstant(fee.arose(), Sip2Texts.zone(exchange))
            .format(
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                    .withLocale(messages.locale())));
    put(values, TITLE, fee.title());
    put(values, "titles", fee.also().isEmpty() ? null : String.join("; ", fee.also()));
    put(values, "reason", fee.reason());
    return Templates.fill(exchange.kiosk().profile().wording().templates().fee(), values).strip();
  }

  /** Adds the fields of the library's own to 18. */
  static Sip2Message.Builder<Sip2Response> addTo(
      Sip2Message.Builder<Sip2Response> reply, Sip2Exchange<?> exchange, ItemState state) {
    var fields = exchange.kiosk().profile().wording().itemFields();
    if (fields.isEmpty()) {
      return reply;
    }
    var item = state.item();
    var due = state.due();
    var values = new HashMap<String, Object>();
    put(values, "barcode", item.barcode());
    put(values, TITLE, item.title());
    put(values, "author", item.author());
    put(values, "issue", item.issue());
    put(values, "record", state.record());
    put(values, "call-number", item.callNumber());
    put(values, "location", item.location());
    put(values, "home", item.home());
    put(values, "at", state.at());
    put(values, "owner", state.owner());
    put(values, "media-type", item.mediaType());
    put(values, "due", due == null ? null : exchange.dialect().due(exchange, due));
    put(values, "waiting", state.waiting());
    put(values, "properties", item.properties());
    ITEM_FIELDS.forEach((field, name) -> {
      if (exchange.kiosk().profile().deniedFields().contains(field)) {
        values.remove(name);
      }
    });
    return add(reply, fields, values);
  }

  /** The name, and its parts where it is written with the family name first and a comma. */
  private static void putName(Map<String, Object> values, String name) {
    var comma = name.indexOf(',');
    put(values, NAME, name);
    put(values, FAMILY_NAME, comma < 0 ? name : name.substring(0, comma).strip());
    put(values, GIVEN_NAME, comma < 0 ? null : name.substring(comma + 1).strip());
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value.toString());
    }
  }
}
