package org.samling.sip2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every field that a message can hold: those of the standard, with and without an id, and the
 * extensions that several systems share. Reading, writing, annotating and the documentation all use
 * this one table.
 */
public enum Sip2Field {
  // Fixed-length fields: identified by their position in the message, so they have no id.
  UID_ALGORITHM("", 1, Kind.TEXT, "UID algorithm", "how the user id is encrypted; 0 if it is not"),
  PWD_ALGORITHM("", 1, Kind.TEXT, "PWD algorithm", "how the password is encrypted; 0 if it is not"),
  STATUS_CODE(
      "",
      1,
      Kind.CODE,
      "status code",
      "condition of the self-service unit",
      Sip2Code.ScStatusCode.ALL),
  MAX_PRINT_WIDTH("", 3, Kind.NUMBER, "max print width", "characters per line of the printer"),
  PROTOCOL_VERSION("", 4, Kind.TEXT, "protocol version", "x.xx"),
  LANGUAGE("", 3, Kind.CODE, "language", "language of the patron", Sip2Code.Language.ALL),
  TRANSACTION_DATE(
      "", 18, Kind.DATE, "transaction date", "when it happened, by the sender's clock"),
  SUMMARY("", 10, Kind.SUMMARY, "summary", "which list of items is requested"),
  SC_RENEWAL_POLICY("", 1, Kind.FLAG, "SC renewal policy", "whether the unit may renew"),
  NO_BLOCK(
      "", 1, Kind.FLAG, "no block", "whether it already happened offline and can't be refused"),
  NB_DUE_DATE("", 18, Kind.DATE, "nb due date", "due date that was given offline"),
  RETURN_DATE("", 18, Kind.DATE, "return date", "when the item came back"),
  CARD_RETAINED("", 1, Kind.FLAG, "card retained", "whether the unit kept the card"),
  PAYMENT_TYPE("", 2, Kind.CODE, "payment type", "how the fee was paid", Sip2Code.PaymentType.ALL),
  HOLD_MODE("", 1, Kind.CODE, "hold mode", "add, delete or change", Sip2Code.HoldMode.ALL),
  THIRD_PARTY_ALLOWED(
      "", 1, Kind.FLAG, "third party allowed", "whether a renewal for another patron is allowed"),
  OK("", 1, Kind.OK, "ok", "1 if the request was carried out, 0 if not"),
  END_SESSION("", 1, Kind.FLAG, "end session", "whether the session was ended"),
  PAYMENT_ACCEPTED("", 1, Kind.FLAG, "payment accepted", "whether the payment was recorded"),
  AVAILABLE("", 1, Kind.FLAG, "available", "whether a copy is available now"),
  RENEWAL_OK("", 1, Kind.FLAG, "renewal ok", "whether the patron already had the item"),
  MAGNETIC_MEDIA("", 1, Kind.FLAG, "magnetic media", "whether the item must not be demagnetised"),
  DESENSITIZE("", 1, Kind.FLAG, "desensitize", "whether to switch the item's security off"),
  RESENSITIZE("", 1, Kind.FLAG, "resensitize", "whether to switch the item's security on"),
  ALERT("", 1, Kind.FLAG, "alert", "whether to call for attention"),
  ONLINE_STATUS("", 1, Kind.FLAG, "on-line status", "whether the server takes requests"),
  CHECKIN_OK("", 1, Kind.FLAG, "checkin ok", "whether the unit may check in"),
  CHECKOUT_OK("", 1, Kind.FLAG, "checkout ok", "whether the unit may check out"),
  ACS_RENEWAL_POLICY("", 1, Kind.FLAG, "ACS renewal policy", "whether the unit may renew"),
  STATUS_UPDATE_OK(
      "", 1, Kind.FLAG, "status update ok", "whether the unit may change a patron's status"),
  OFFLINE_OK("", 1, Kind.FLAG, "off-line ok", "whether the unit may work while the server is away"),
  TIMEOUT_PERIOD(
      "",
      3,
      Kind.NUMBER,
      "timeout period",
      "tenths of a second to wait for a reply; 000 offline, 999 unknown"),
  RETRIES_ALLOWED("", 3, Kind.NUMBER, "retries allowed", "how often to send again; 999 unknown"),
  DATE_TIME_SYNC("", 18, Kind.DATE, "date/time sync", "the server's clock"),
  PATRON_STATUS("", 14, Kind.PATRON_STATUS, "patron status", "what is wrong with the patron"),
  HOLD_ITEMS_COUNT("", 4, Kind.NUMBER, "hold items count", "holds ready for the patron"),
  OVERDUE_ITEMS_COUNT("", 4, Kind.NUMBER, "overdue items count", ""),
  CHARGED_ITEMS_COUNT("", 4, Kind.NUMBER, "charged items count", ""),
  FINE_ITEMS_COUNT("", 4, Kind.NUMBER, "fine items count", ""),
  RECALL_ITEMS_COUNT("", 4, Kind.NUMBER, "recall items count", ""),
  UNAVAILABLE_HOLDS_COUNT("", 4, Kind.NUMBER, "unavailable holds count", "holds not ready yet"),
  CIRCULATION_STATUS("", 2, Kind.CODE, "circulation status", "", Sip2Code.CirculationStatus.ALL),
  SECURITY_MARKER("", 2, Kind.CODE, "security marker", "", Sip2Code.SecurityMarker.ALL),
  RENEWED_COUNT("", 4, Kind.NUMBER, "renewed count", ""),
  UNRENEWED_COUNT("", 4, Kind.NUMBER, "unrenewed count", ""),

  // Fields with an id, in any order.
  PATRON_IDENTIFIER(
      "AA", 0, Kind.PATRON_ID, "patron identifier", "card number or other id of the patron"),
  ITEM_IDENTIFIER("AB", 0, Kind.TEXT, "item identifier", "barcode or other id of the item"),
  TERMINAL_PASSWORD("AC", 0, Kind.SECRET, "terminal password", "password of the unit"),
  PATRON_PASSWORD("AD", 0, Kind.SECRET, "patron password", "PIN or password of the patron"),
  PERSONAL_NAME("AE", 0, Kind.TEXT, "personal name", "name of the patron"),
  SCREEN_MESSAGE("AF", 0, Kind.TEXT, "screen message", "text to show"),
  PRINT_LINE("AG", 0, Kind.TEXT, "print line", "text to print"),
  DUE_DATE("AH", 0, Kind.TEXT, "due date", "free format"),
  TITLE_IDENTIFIER("AJ", 0, Kind.TEXT, "title identifier", "title or id of the title"),
  BLOCKED_CARD_MSG("AL", 0, Kind.TEXT, "blocked card msg", "why the card was blocked"),
  LIBRARY_NAME("AM", 0, Kind.TEXT, "library name", ""),
  TERMINAL_LOCATION("AN", 0, Kind.TEXT, "terminal location", ""),
  INSTITUTION_ID("AO", 0, Kind.TEXT, "institution id", ""),
  CURRENT_LOCATION("AP", 0, Kind.TEXT, "current location", "where the item is"),
  PERMANENT_LOCATION(
      "AQ", 0, Kind.TEXT, "permanent location", "where the item, or the patron, belongs"),
  HOLD_ITEMS("AS", 0, Kind.TEXT, "hold items", ""),
  OVERDUE_ITEMS("AT", 0, Kind.TEXT, "overdue items", ""),
  CHARGED_ITEMS("AU", 0, Kind.TEXT, "charged items", ""),
  FINE_ITEMS("AV", 0, Kind.TEXT, "fine items", ""),
  SEQUENCE_NUMBER("AY", 1, Kind.TEXT, "sequence number", "0 to 9; the reply repeats it"),
  CHECKSUM("AZ", 4, Kind.TEXT, "checksum", "over all bytes up to and with this id"),
  HOME_ADDRESS("BD", 0, Kind.TEXT, "home address", ""),
  E_MAIL_ADDRESS("BE", 0, Kind.TEXT, "e-mail address", ""),
  HOME_PHONE_NUMBER("BF", 0, Kind.TEXT, "home phone number", ""),
  OWNER("BG", 0, Kind.TEXT, "owner", "who owns the item"),
  CURRENCY_TYPE("BH", 3, Kind.TEXT, "currency type", "ISO 4217"),
  CANCEL("BI", 1, Kind.FLAG, "cancel", "whether this undoes a counterpart that failed"),
  TRANSACTION_ID("BK", 0, Kind.TEXT, "transaction id", ""),
  VALID_PATRON("BL", 1, Kind.FLAG, "valid patron", "whether the patron is known"),
  RENEWED_ITEMS("BM", 0, Kind.TEXT, "renewed items", ""),
  UNRENEWED_ITEMS("BN", 0, Kind.TEXT, "unrenewed items", "with the reason, if there is one"),
  FEE_ACKNOWLEDGED("BO", 1, Kind.FLAG, "fee acknowledged", "whether the patron agreed to the fee"),
  START_ITEM("BP", 0, Kind.NUMBER, "start item", "first of the list to send, from 1"),
  END_ITEM("BQ", 0, Kind.NUMBER, "end item", "last of the list to send"),
  QUEUE_POSITION("BR", 0, Kind.NUMBER, "queue position", ""),
  PICKUP_LOCATION("BS", 0, Kind.TEXT, "pickup location", ""),
  FEE_TYPE("BT", 2, Kind.CODE, "fee type", "", Sip2Code.FeeType.ALL),
  RECALL_ITEMS("BU", 0, Kind.TEXT, "recall items", ""),
  FEE_AMOUNT("BV", 0, Kind.AMOUNT, "fee amount", ""),
  EXPIRATION_DATE("BW", 18, Kind.DATE, "expiration date", "when the hold lapses"),
  SUPPORTED_MESSAGES(
      "BX", 16, Kind.SUPPORTED_MESSAGES, "supported messages", "Y or N for each request"),
  HOLD_TYPE("BY", 1, Kind.CODE, "hold type", "", Sip2Code.HoldType.ALL),
  HOLD_ITEMS_LIMIT("BZ", 4, Kind.NUMBER, "hold items limit", ""),
  OVERDUE_ITEMS_LIMIT("CA", 4, Kind.NUMBER, "overdue items limit", ""),
  CHARGED_ITEMS_LIMIT("CB", 4, Kind.NUMBER, "charged items limit", ""),
  FEE_LIMIT("CC", 0, Kind.AMOUNT, "fee limit", "fees up to which the patron may borrow"),
  UNAVAILABLE_HOLD_ITEMS("CD", 0, Kind.TEXT, "unavailable hold items", ""),
  HOLD_QUEUE_LENGTH("CF", 0, Kind.NUMBER, "hold queue length", ""),
  FEE_IDENTIFIER("CG", 0, Kind.TEXT, "fee identifier", "which fee is paid"),
  ITEM_PROPERTIES("CH", 0, Kind.TEXT, "item properties", "size, kind, damage; free text"),
  SECURITY_INHIBIT(
      "CI", 1, Kind.FLAG, "security inhibit", "whether to leave the item's security alone"),
  RECALL_DATE("CJ", 18, Kind.DATE, "recall date", ""),
  MEDIA_TYPE("CK", 3, Kind.CODE, "media type", "", Sip2Code.MediaType.ALL),
  SORT_BIN("CL", 0, Kind.TEXT, "sort bin", "bin that the item belongs in"),
  HOLD_PICKUP_DATE("CM", 18, Kind.DATE, "hold pickup date", "date until which the hold is kept"),
  LOGIN_USER_ID("CN", 0, Kind.TEXT, "login user id", "account of the unit"),
  LOGIN_PASSWORD("CO", 0, Kind.SECRET, "login password", "password of the account"),
  LOCATION_CODE("CP", 0, Kind.TEXT, "location code", "where the unit is"),
  VALID_PATRON_PASSWORD("CQ", 1, Kind.FLAG, "valid patron password", "whether the PIN was right"),

  // Extensions seen in the field.
  COLLECTION_CODE("CR", 0, Kind.TEXT, "collection code", "extension"),
  CALL_NUMBER("CS", 0, Kind.TEXT, "call number", "extension"),
  DESTINATION_LOCATION(
      "CT", 0, Kind.TEXT, "destination location", "extension: where to send the item"),
  ALERT_TYPE(
      "CV",
      2,
      Kind.CODE,
      "alert type",
      "extension: why the alert is raised",
      Sip2Code.AlertType.ALL),
  HOLD_PATRON_ID("CY", 0, Kind.PATRON_ID, "hold patron id", "extension: who the item is held for"),
  HOLD_PATRON_NAME("DA", 0, Kind.TEXT, "hold patron name", "extension"),
  PATRON_EXPIRE("PA", 0, Kind.TEXT, "patron expire date", "extension"),
  PATRON_BIRTH_DATE("PB", 0, Kind.TEXT, "patron birth date", "extension"),
  PATRON_CLASS("PC", 0, Kind.TEXT, "patron class", "extension"),
  PATRON_INTERNET(
      "PI", 1, Kind.FLAG, "patron internet", "extension: whether the patron may use the internet"),
  PATRON_INTERNAL_ID("XI", 0, Kind.TEXT, "patron internal id", "extension"),
  AUTHOR("EA", 0, Kind.TEXT, "author", "extension"),
  DESCRIPTION("DE", 0, Kind.TEXT, "description", "extension"),
  ISBN("IN", 0, Kind.TEXT, "ISBN", "extension"),
  UPC("NB", 0, Kind.TEXT, "universal product code", "extension");

  /** How to interpret a field's text. */
  public enum Kind {
    TEXT,
    PATRON_ID,
    SECRET,
    FLAG,
    OK,
    CODE,
    NUMBER,
    AMOUNT,
    DATE,
    SUMMARY,
    PATRON_STATUS,
    SUPPORTED_MESSAGES
  }

  private static final int LETTERS = 26;
  private static final @Nullable Sip2Field[] BY_ID = new @Nullable Sip2Field[LETTERS * LETTERS];

  static {
    for (var field : values()) {
      if (!field.id.isEmpty()) {
        BY_ID[index(field.id.charAt(0), field.id.charAt(1))] = field;
      }
    }
  }

  private final String id;
  private final int width;
  private final Kind kind;
  private final String title;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // always made by List.of
  private final List<? extends Sip2Code.Coded> codes;

  Sip2Field(String id, int width, Kind kind, String title, String meaning) {
    this(id, width, kind, title, meaning, List.of());
  }

  Sip2Field(
      String id,
      int width,
      Kind kind,
      String title,
      String meaning,
      List<? extends Sip2Code.Coded> codes) {
    this.id = id;
    this.width = width;
    this.kind = kind;
    this.title = title;
    this.meaning = meaning;
    this.codes = codes;
  }

  /** The field with this two-letter id, or null. */
  public static @Nullable Sip2Field byId(String id) {
    return id.length() == 2 ? byId(id.charAt(0), id.charAt(1)) : null;
  }

  static @Nullable Sip2Field byId(int first, int second) {
    return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z'
        ? BY_ID[index(first, second)]
        : null;
  }

  private static int index(int first, int second) {
    return (first - 'A') * LETTERS + (second - 'A');
  }

  /** The two letters before the value; empty for a field with a fixed position. */
  public String id() {
    return id;
  }

  /** The number of characters of the value, or 0 if its length varies from 0 to 255. */
  public int width() {
    return width;
  }

  public Kind kind() {
    return kind;
  }

  /** The field's name in the standard. */
  public String title() {
    return title;
  }

  /** What the field means, if its name does not show it; may be empty. */
  public String meaning() {
    return meaning;
  }

  /** The codes that the standard defines for this field; empty unless it is a {@link Kind#CODE}. */
  public List<? extends Sip2Code.Coded> codes() {
    return codes;
  }

  /**
   * Whether a fixed-length field may be missing or cut short without ambiguity: real clients leave
   * out dates, the summary and what a unit says about itself, but never a one-character field.
   */
  boolean mayBeShort() {
    return kind == Kind.DATE || kind == Kind.SUMMARY || this == PROTOCOL_VERSION;
  }
}
