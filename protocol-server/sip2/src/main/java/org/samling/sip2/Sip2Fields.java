package org.samling.sip2;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Field.Type;

/**
 * The field table: every field of the standard, with and without an id, and the extensions that
 * several systems share. A field is declared here once; which messages have it, and where, is said
 * by their layouts.
 */
public final class Sip2Fields {
  private static final int LETTERS = 26;
  private static final List<Sip2Field<?>> TABLE = new ArrayList<>();

  /** One more than the index in the table of the field with an id; 0 if there is none. */
  private static final int[] BY_ID = new int[LETTERS * LETTERS];

  // Fixed-length fields: identified by their position in the message, so they have no id.
  public static final Sip2Field<String> UID_ALGORITHM =
      fixed(1, Type.TEXT, "UID algorithm", "how the user id is encrypted; 0 if it is not");
  public static final Sip2Field<String> PWD_ALGORITHM =
      fixed(1, Type.TEXT, "PWD algorithm", "how the password is encrypted; 0 if it is not");
  public static final Sip2Field<Sip2Code<Sip2Code.ScStatusCode>> STATUS_CODE =
      fixed(
          1,
          Type.code(Sip2Code.ScStatusCode.ALL),
          "status code",
          "condition of the self-service unit");
  public static final Sip2Field<Sip2Number> MAX_PRINT_WIDTH =
      fixed(3, Type.NUMBER, "max print width", "characters per line of the printer");
  public static final Sip2Field<String> PROTOCOL_VERSION =
      fixed(4, Type.VERSION, "protocol version", "x.xx");
  public static final Sip2Field<Sip2Code<Sip2Code.Language>> LANGUAGE =
      fixed(3, Type.code(Sip2Code.Language.ALL), "language", "language of the patron");
  public static final Sip2Field<Sip2Date> TRANSACTION_DATE =
      fixed(18, Type.DATE, "transaction date", "when it happened, by the sender's clock");
  public static final Sip2Field<Sip2Summary> SUMMARY =
      fixed(10, Type.SUMMARY, "summary", "which list of items is requested");
  public static final Sip2Field<Sip2Flag> SC_RENEWAL_POLICY =
      fixed(1, Type.FLAG, "SC renewal policy", "whether the unit may renew");
  public static final Sip2Field<Sip2Flag> NO_BLOCK =
      fixed(1, Type.FLAG, "no block", "whether it already happened offline and can't be refused");
  public static final Sip2Field<Sip2Date> NB_DUE_DATE =
      fixed(18, Type.DATE, "nb due date", "due date that was given offline");
  public static final Sip2Field<Sip2Date> RETURN_DATE =
      fixed(18, Type.DATE, "return date", "when the item came back");
  public static final Sip2Field<Sip2Flag> CARD_RETAINED =
      fixed(1, Type.FLAG, "card retained", "whether the unit kept the card");
  public static final Sip2Field<Sip2Code<Sip2Code.PaymentType>> PAYMENT_TYPE =
      fixed(2, Type.code(Sip2Code.PaymentType.ALL), "payment type", "how the fee was paid");
  public static final Sip2Field<Sip2Code<Sip2Code.HoldMode>> HOLD_MODE =
      fixed(1, Type.code(Sip2Code.HoldMode.ALL), "hold mode", "add, delete or change");
  public static final Sip2Field<Sip2Flag> THIRD_PARTY_ALLOWED =
      fixed(1, Type.FLAG, "third party allowed", "whether a renewal for another patron is allowed");
  public static final Sip2Field<Boolean> OK =
      fixed(1, Type.OK, "ok", "1 if the request was carried out, 0 if not");
  public static final Sip2Field<Sip2Flag> END_SESSION =
      fixed(1, Type.FLAG, "end session", "whether the session was ended");
  public static final Sip2Field<Sip2Flag> PAYMENT_ACCEPTED =
      fixed(1, Type.FLAG, "payment accepted", "whether the payment was recorded");
  public static final Sip2Field<Sip2Flag> AVAILABLE =
      fixed(1, Type.FLAG, "available", "whether a copy is available now");
  public static final Sip2Field<Sip2Flag> RENEWAL_OK =
      fixed(1, Type.FLAG, "renewal ok", "whether the patron already had the item");
  public static final Sip2Field<Sip2Flag> MAGNETIC_MEDIA =
      fixed(1, Type.FLAG, "magnetic media", "whether the item must not be demagnetised");
  public static final Sip2Field<Sip2Flag> DESENSITIZE =
      fixed(1, Type.FLAG, "desensitize", "whether to switch the item's security off");
  public static final Sip2Field<Sip2Flag> RESENSITIZE =
      fixed(1, Type.FLAG, "resensitize", "whether to switch the item's security on");
  public static final Sip2Field<Sip2Flag> ALERT =
      fixed(1, Type.FLAG, "alert", "whether to call for attention");
  public static final Sip2Field<Sip2Flag> ONLINE_STATUS =
      fixed(1, Type.FLAG, "on-line status", "whether the server takes requests");
  public static final Sip2Field<Sip2Flag> CHECKIN_OK =
      fixed(1, Type.FLAG, "checkin ok", "whether the unit may check in");
  public static final Sip2Field<Sip2Flag> CHECKOUT_OK =
      fixed(1, Type.FLAG, "checkout ok", "whether the unit may check out");
  public static final Sip2Field<Sip2Flag> ACS_RENEWAL_POLICY =
      fixed(1, Type.FLAG, "ACS renewal policy", "whether the unit may renew");
  public static final Sip2Field<Sip2Flag> STATUS_UPDATE_OK =
      fixed(1, Type.FLAG, "status update ok", "whether the unit may change a patron's status");
  public static final Sip2Field<Sip2Flag> OFFLINE_OK =
      fixed(1, Type.FLAG, "off-line ok", "whether the unit may work while the server is away");
  public static final Sip2Field<Sip2Number> TIMEOUT_PERIOD =
      fixed(
          3,
          Type.NUMBER,
          "timeout period",
          "tenths of a second to wait for a reply; 000 offline, 999 unknown");
  public static final Sip2Field<Sip2Number> RETRIES_ALLOWED =
      fixed(3, Type.NUMBER, "retries allowed", "how often to send again; 999 unknown");
  public static final Sip2Field<Sip2Date> DATE_TIME_SYNC =
      fixed(18, Type.DATE, "date/time sync", "the server's clock");
  public static final Sip2Field<PatronStatusFlags> PATRON_STATUS =
      fixed(14, Type.PATRON_STATUS, "patron status", "what is wrong with the patron");
  public static final Sip2Field<Sip2Number> HOLD_ITEMS_COUNT =
      fixed(4, Type.NUMBER, "hold items count", "holds ready for the patron");
  public static final Sip2Field<Sip2Number> OVERDUE_ITEMS_COUNT =
      fixed(4, Type.NUMBER, "overdue items count", "");
  public static final Sip2Field<Sip2Number> CHARGED_ITEMS_COUNT =
      fixed(4, Type.NUMBER, "charged items count", "");
  public static final Sip2Field<Sip2Number> FINE_ITEMS_COUNT =
      fixed(4, Type.NUMBER, "fine items count", "");
  public static final Sip2Field<Sip2Number> RECALL_ITEMS_COUNT =
      fixed(4, Type.NUMBER, "recall items count", "");
  public static final Sip2Field<Sip2Number> UNAVAILABLE_HOLDS_COUNT =
      fixed(4, Type.NUMBER, "unavailable holds count", "holds not ready yet");
  public static final Sip2Field<Sip2Code<Sip2Code.CirculationStatus>> CIRCULATION_STATUS =
      fixed(2, Type.code(Sip2Code.CirculationStatus.ALL), "circulation status", "");
  public static final Sip2Field<Sip2Code<Sip2Code.SecurityMarker>> SECURITY_MARKER =
      fixed(2, Type.code(Sip2Code.SecurityMarker.ALL), "security marker", "");
  public static final Sip2Field<Sip2Number> RENEWED_COUNT =
      fixed(4, Type.NUMBER, "renewed count", "");
  public static final Sip2Field<Sip2Number> UNRENEWED_COUNT =
      fixed(4, Type.NUMBER, "unrenewed count", "");

  // Fields with an id, in any order.
  public static final Sip2Field<Sip2PatronId> PATRON_IDENTIFIER =
      field("AA", Type.PATRON_ID, "patron identifier", "card number or other id of the patron");
  public static final Sip2Field<String> ITEM_IDENTIFIER =
      field("AB", Type.TEXT, "item identifier", "barcode or other id of the item");
  public static final Sip2Field<Sip2Secret> TERMINAL_PASSWORD =
      field("AC", Type.SECRET, "terminal password", "password of the unit");
  public static final Sip2Field<Sip2Secret> PATRON_PASSWORD =
      field("AD", Type.SECRET, "patron password", "PIN or password of the patron");
  public static final Sip2Field<String> PERSONAL_NAME =
      field("AE", Type.TEXT, "personal name", "name of the patron");
  public static final Sip2Field<String> SCREEN_MESSAGE =
      field("AF", Type.TEXT, "screen message", "text to show");
  public static final Sip2Field<String> PRINT_LINE =
      field("AG", Type.TEXT, "print line", "text to print");
  public static final Sip2Field<String> DUE_DATE =
      field("AH", Type.TEXT, "due date", "free format");
  public static final Sip2Field<String> TITLE_IDENTIFIER =
      field("AJ", Type.TEXT, "title identifier", "title or id of the title");
  public static final Sip2Field<String> BLOCKED_CARD_MSG =
      field("AL", Type.TEXT, "blocked card msg", "why the card was blocked");
  public static final Sip2Field<String> LIBRARY_NAME = field("AM", Type.TEXT, "library name", "");
  public static final Sip2Field<String> TERMINAL_LOCATION =
      field("AN", Type.TEXT, "terminal location", "");
  public static final Sip2Field<String> INSTITUTION_ID =
      field("AO", Type.TEXT, "institution id", "");
  public static final Sip2Field<String> CURRENT_LOCATION =
      field("AP", Type.TEXT, "current location", "where the item is");
  public static final Sip2Field<String> PERMANENT_LOCATION =
      field("AQ", Type.TEXT, "permanent location", "where the item, or the patron, belongs");
  public static final Sip2Field<String> HOLD_ITEMS = field("AS", Type.TEXT, "hold items", "");
  public static final Sip2Field<String> OVERDUE_ITEMS = field("AT", Type.TEXT, "overdue items", "");
  public static final Sip2Field<String> CHARGED_ITEMS = field("AU", Type.TEXT, "charged items", "");
  public static final Sip2Field<String> FINE_ITEMS = field("AV", Type.TEXT, "fine items", "");
  public static final Sip2Field<String> SEQUENCE_NUMBER =
      field("AY", 1, Type.TEXT, "sequence number", "0 to 9; the reply repeats it");
  public static final Sip2Field<String> CHECKSUM =
      field("AZ", 4, Type.TEXT, "checksum", "over all bytes up to and with this id");
  public static final Sip2Field<String> HOME_ADDRESS = field("BD", Type.TEXT, "home address", "");
  public static final Sip2Field<String> E_MAIL_ADDRESS =
      field("BE", Type.TEXT, "e-mail address", "");
  public static final Sip2Field<String> HOME_PHONE_NUMBER =
      field("BF", Type.TEXT, "home phone number", "");
  public static final Sip2Field<String> OWNER =
      field("BG", Type.TEXT, "owner", "who owns the item");
  public static final Sip2Field<String> CURRENCY_TYPE =
      field("BH", 3, Type.TEXT, "currency type", "ISO 4217");
  public static final Sip2Field<Sip2Flag> CANCEL =
      field("BI", 1, Type.FLAG, "cancel", "whether this undoes a counterpart that failed");
  public static final Sip2Field<String> TRANSACTION_ID =
      field("BK", Type.TEXT, "transaction id", "");
  public static final Sip2Field<Sip2Flag> VALID_PATRON =
      field("BL", 1, Type.FLAG, "valid patron", "whether the patron is known");
  public static final Sip2Field<String> RENEWED_ITEMS = field("BM", Type.TEXT, "renewed items", "");
  public static final Sip2Field<String> UNRENEWED_ITEMS =
      field("BN", Type.TEXT, "unrenewed items", "with the reason, if there is one");
  public static final Sip2Field<Sip2Flag> FEE_ACKNOWLEDGED =
      field("BO", 1, Type.FLAG, "fee acknowledged", "whether the patron agreed to the fee");
  public static final Sip2Field<Sip2Number> START_ITEM =
      field("BP", Type.NUMBER, "start item", "first of the list to send, from 1");
  public static final Sip2Field<Sip2Number> END_ITEM =
      field("BQ", Type.NUMBER, "end item", "last of the list to send");
  public static final Sip2Field<Sip2Number> QUEUE_POSITION =
      field("BR", Type.NUMBER, "queue position", "");
  public static final Sip2Field<String> PICKUP_LOCATION =
      field("BS", Type.TEXT, "pickup location", "");
  public static final Sip2Field<Sip2Code<Sip2Code.FeeType>> FEE_TYPE =
      field("BT", 2, Type.code(Sip2Code.FeeType.ALL), "fee type", "");
  public static final Sip2Field<String> RECALL_ITEMS = field("BU", Type.TEXT, "recall items", "");
  public static final Sip2Field<Sip2Amount> FEE_AMOUNT = field("BV", Type.AMOUNT, "fee amount", "");
  public static final Sip2Field<Sip2Date> EXPIRATION_DATE =
      field("BW", 18, Type.DATE, "expiration date", "when the hold lapses");
  public static final Sip2Field<SupportedMessages> SUPPORTED_MESSAGES =
      field("BX", 16, Type.SUPPORTED_MESSAGES, "supported messages", "Y or N for each request");
  public static final Sip2Field<Sip2Code<Sip2Code.HoldType>> HOLD_TYPE =
      field("BY", 1, Type.code(Sip2Code.HoldType.ALL), "hold type", "");
  public static final Sip2Field<Sip2Number> HOLD_ITEMS_LIMIT =
      field("BZ", 4, Type.NUMBER, "hold items limit", "");
  public static final Sip2Field<Sip2Number> OVERDUE_ITEMS_LIMIT =
      field("CA", 4, Type.NUMBER, "overdue items limit", "");
  public static final Sip2Field<Sip2Number> CHARGED_ITEMS_LIMIT =
      field("CB", 4, Type.NUMBER, "charged items limit", "");
  public static final Sip2Field<Sip2Amount> FEE_LIMIT =
      field("CC", Type.AMOUNT, "fee limit", "fees up to which the patron may borrow");
  public static final Sip2Field<String> UNAVAILABLE_HOLD_ITEMS =
      field("CD", Type.TEXT, "unavailable hold items", "");
  public static final Sip2Field<Sip2Number> HOLD_QUEUE_LENGTH =
      field("CF", Type.NUMBER, "hold queue length", "");
  public static final Sip2Field<String> FEE_IDENTIFIER =
      field("CG", Type.TEXT, "fee identifier", "which fee is paid");
  public static final Sip2Field<String> ITEM_PROPERTIES =
      field("CH", Type.TEXT, "item properties", "size, kind, damage; free text");
  public static final Sip2Field<Sip2Flag> SECURITY_INHIBIT =
      field("CI", 1, Type.FLAG, "security inhibit", "whether to leave the item's security alone");
  public static final Sip2Field<Sip2Date> RECALL_DATE =
      field("CJ", 18, Type.DATE, "recall date", "");
  public static final Sip2Field<Sip2Code<Sip2Code.MediaType>> MEDIA_TYPE =
      field("CK", 3, Type.code(Sip2Code.MediaType.ALL), "media type", "");
  public static final Sip2Field<String> SORT_BIN =
      field("CL", Type.TEXT, "sort bin", "bin that the item belongs in");
  public static final Sip2Field<Sip2Date> HOLD_PICKUP_DATE =
      field("CM", 18, Type.DATE, "hold pickup date", "date until which the hold is kept");
  public static final Sip2Field<String> LOGIN_USER_ID =
      field("CN", Type.TEXT, "login user id", "account of the unit");
  public static final Sip2Field<Sip2Secret> LOGIN_PASSWORD =
      field("CO", Type.SECRET, "login password", "password of the account");
  public static final Sip2Field<String> LOCATION_CODE =
      field("CP", Type.TEXT, "location code", "where the unit is");
  public static final Sip2Field<Sip2Flag> VALID_PATRON_PASSWORD =
      field("CQ", 1, Type.FLAG, "valid patron password", "whether the PIN was right");

  // Extensions seen in the field.
  public static final Sip2Field<String> COLLECTION_CODE =
      field("CR", Type.TEXT, "collection code", "extension");
  public static final Sip2Field<String> CALL_NUMBER =
      field("CS", Type.TEXT, "call number", "extension");
  public static final Sip2Field<String> DESTINATION_LOCATION =
      field("CT", Type.TEXT, "destination location", "extension: where to send the item");
  public static final Sip2Field<Sip2Code<Sip2Code.AlertType>> ALERT_TYPE =
      field(
          "CV",
          2,
          Type.code(Sip2Code.AlertType.ALL),
          "alert type",
          "extension: why the alert is raised");
  public static final Sip2Field<Sip2PatronId> HOLD_PATRON_ID =
      field("CY", Type.PATRON_ID, "hold patron id", "extension: who the item is held for");
  public static final Sip2Field<String> HOLD_PATRON_NAME =
      field("DA", Type.TEXT, "hold patron name", "extension");
  public static final Sip2Field<String> PATRON_EXPIRE =
      field("PA", Type.TEXT, "patron expire date", "extension");
  public static final Sip2Field<String> PATRON_BIRTH_DATE =
      field("PB", Type.TEXT, "patron birth date", "extension");
  public static final Sip2Field<String> PATRON_CLASS =
      field("PC", Type.TEXT, "patron class", "extension");
  public static final Sip2Field<Sip2Flag> PATRON_INTERNET =
      field(
          "PI",
          1,
          Type.FLAG,
          "patron internet",
          "extension: whether the patron may use the internet");
  public static final Sip2Field<String> PATRON_INTERNAL_ID =
      field("XI", Type.TEXT, "patron internal id", "extension");
  public static final Sip2Field<String> AUTHOR = field("EA", Type.TEXT, "author", "extension");
  public static final Sip2Field<String> DESCRIPTION =
      field("DE", Type.TEXT, "description", "extension");
  public static final Sip2Field<String> ISBN = field("IN", Type.TEXT, "ISBN", "extension");
  public static final Sip2Field<String> UPC =
      field("NB", Type.TEXT, "universal product code", "extension");

  private Sip2Fields() {}

  private static <T> Sip2Field<T> fixed(int width, Type<T> type, String title, String meaning) {
    return declare("", width, type, title, meaning);
  }

  private static <T> Sip2Field<T> field(String id, Type<T> type, String title, String meaning) {
    return declare(id, 0, type, title, meaning);
  }

  private static <T> Sip2Field<T> field(
      String id, int width, Type<T> type, String title, String meaning) {
    return declare(id, width, type, title, meaning);
  }

  private static <T> Sip2Field<T> declare(
      String id, int width, Type<T> type, String title, String meaning) {
    var field = new Sip2Field<>(TABLE.size(), id, width, type, title, meaning);
    TABLE.add(field);
    if (!id.isEmpty()) {
      BY_ID[letters(id.charAt(0), id.charAt(1))] = TABLE.size();
    }
    return field;
  }

  /** All fields, in the order of the table. */
  public static List<Sip2Field<?>> all() {
    return Collections.unmodifiableList(TABLE);
  }

  /** The field with this two-letter id, or null. */
  public static @Nullable Sip2Field<?> byId(String id) {
    return id.length() == 2 ? byId(id.charAt(0), id.charAt(1)) : null;
  }

  static @Nullable Sip2Field<?> byId(int first, int second) {
    if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
      return null;
    }
    int place = BY_ID[letters(first, second)];
    return place == 0 ? null : TABLE.get(place - 1);
  }

  private static int letters(int first, int second) {
    return (first - 'A') * LETTERS + (second - 'A');
  }
}
