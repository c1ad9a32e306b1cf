package org.samling.sip2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coded value: the text on the wire, and the constant that the standard has for it, if any.
 *
 * @param wire the code on the wire
 * @param value the constant of this code, or null if the standard has none
 */
public record Sip2Code<E extends Enum<E> & Sip2Code.Coded>(String wire, @Nullable E value)
    implements Sip2Value {

  public static <E extends Enum<E> & Coded> Sip2Code<E> of(E value) {
    return new Sip2Code<>(value.wire(), value);
  }

  /** The code with this text on the wire, known to the standard or not. */
  public static <E extends Enum<E> & Coded> Sip2Code<E> of(Class<E> type, String wire) {
    return read(List.of(type.getEnumConstants()), wire);
  }

  static <E extends Enum<E> & Coded> Sip2Code<E> read(List<E> values, String wire) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).wire().equals(wire)) {
        return new Sip2Code<>(wire, values.get(i));
      }
    }
    return new Sip2Code<>(wire, null);
  }

  public boolean is(E constant) {
    return value == constant;
  }

  @Override
  public String toString() {
    return value == null ? wire : wire + " " + value.meaning();
  }

  /** A constant with a code on the wire. */
  public interface Coded {
    String wire();

    /** What the code means, in the standard's words. */
    String meaning();
  }

  /** Where an item is in circulation. */
  public enum CirculationStatus implements Coded {
    OTHER("01", "other"),
    ON_ORDER("02", "on order"),
    AVAILABLE("03", "available"),
    CHARGED("04", "charged"),
    CHARGED_NOT_TO_BE_RECALLED("05", "charged; not to be recalled until earliest recall date"),
    IN_PROCESS("06", "in process"),
    RECALLED("07", "recalled"),
    WAITING_ON_HOLD_SHELF("08", "waiting on hold shelf"),
    WAITING_TO_BE_RESHELVED("09", "waiting to be re-shelved"),
    IN_TRANSIT("10", "in transit between library locations"),
    CLAIMED_RETURNED("11", "claimed returned"),
    LOST("12", "lost"),
    MISSING("13", "missing");

    static final List<CirculationStatus> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    CirculationStatus(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** How an item is secured against theft. */
  public enum SecurityMarker implements Coded {
    OTHER("00", "other"),
    NONE("01", "none"),
    TATTLE_TAPE("02", "Tattle-Tape security strip"),
    WHISPER_TAPE("03", "Whisper Tape");

    static final List<SecurityMarker> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    SecurityMarker(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** What an item is made of. */
  public enum MediaType implements Coded {
    OTHER("000", "other"),
    BOOK("001", "book"),
    MAGAZINE("002", "magazine"),
    BOUND_JOURNAL("003", "bound journal"),
    AUDIO_TAPE("004", "audio tape"),
    VIDEO_TAPE("005", "video tape"),
    CD("006", "CD or CD-ROM"),
    DISKETTE("007", "diskette"),
    BOOK_WITH_DISKETTE("008", "book with diskette"),
    BOOK_WITH_CD("009", "book with CD"),
    BOOK_WITH_AUDIO_TAPE("010", "book with audio tape");

    static final List<MediaType> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    MediaType(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** What a fee is for. */
  public enum FeeType implements Coded {
    OTHER("01", "other or unknown"),
    ADMINISTRATIVE("02", "administrative"),
    DAMAGE("03", "damage"),
    OVERDUE("04", "overdue"),
    PROCESSING("05", "processing"),
    RENTAL("06", "rental"),
    REPLACEMENT("07", "replacement"),
    COMPUTER_ACCESS("08", "computer access charge"),
    HOLD_FEE("09", "hold fee");

    static final List<FeeType> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    FeeType(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** How a fee was paid. */
  public enum PaymentType implements Coded {
    CASH("00", "cash"),
    VISA("01", "VISA"),
    CREDIT_CARD("02", "credit card");

    static final List<PaymentType> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    PaymentType(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** What to do with a hold. */
  public enum HoldMode implements Coded {
    ADD("+", "add"),
    DELETE("-", "delete"),
    CHANGE("*", "change");

    static final List<HoldMode> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    HoldMode(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Which copies satisfy a hold. */
  public enum HoldType implements Coded {
    OTHER("1", "other"),
    ANY_COPY("2", "any copy of the title"),
    SPECIFIC_COPY("3", "a specific copy of the title"),
    ANY_COPY_AT_BRANCH("4", "any copy at a single branch or sublocation");

    static final List<HoldType> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    HoldType(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** The condition of the self-service unit. */
  public enum ScStatusCode implements Coded {
    OK("0", "SC unit is OK"),
    OUT_OF_PAPER("1", "SC printer is out of paper"),
    SHUTTING_DOWN("2", "SC is about to shut down");

    static final List<ScStatusCode> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    ScStatusCode(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** Why a checkin raises an alert; an extension that several systems share. */
  public enum AlertType implements Coded {
    UNKNOWN("00", "unknown"),
    HOLD_HERE("01", "on hold at this branch"),
    HOLD_ELSEWHERE("02", "on hold at another branch"),
    INTERLIBRARY_LOAN("03", "on hold for interlibrary loan"),
    SEND_TO_BRANCH("04", "send to another branch"),
    DATA_ERROR("98", "error in the data"),
    OTHER("99", "other");

    static final List<AlertType> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    AlertType(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }

  /** The language in which to address the patron. */
  public enum Language implements Coded {
    UNKNOWN("000", "unknown"),
    ENGLISH("001", "English"),
    FRENCH("002", "French"),
    GERMAN("003", "German"),
    ITALIAN("004", "Italian"),
    DUTCH("005", "Dutch"),
    SWEDISH("006", "Swedish"),
    FINNISH("007", "Finnish"),
    SPANISH("008", "Spanish"),
    DANISH("009", "Danish"),
    PORTUGUESE("010", "Portuguese"),
    CANADIAN_FRENCH("011", "Canadian-French"),
    NORWEGIAN("012", "Norwegian"),
    HEBREW("013", "Hebrew"),
    JAPANESE("014", "Japanese"),
    RUSSIAN("015", "Russian"),
    ARABIC("016", "Arabic"),
    POLISH("017", "Polish"),
    GREEK("018", "Greek"),
    CHINESE("019", "Chinese"),
    KOREAN("020", "Korean"),
    NORTH_AMERICAN_SPANISH("021", "North American Spanish"),
    TAMIL("022", "Tamil"),
    MALAY("023", "Malay"),
    UNITED_KINGDOM("024", "United Kingdom"),
    ICELANDIC("025", "Icelandic"),
    BELGIAN("026", "Belgian"),
    TAIWANESE("027", "Taiwanese");

    static final List<Language> ALL = List.of(values());

    private final String wire;
    private final String meaning;

    Language(String wire, String meaning) {
      this.wire = wire;
      this.meaning = meaning;
    }

    @Override
    public String wire() {
      return wire;
    }

    @Override
    public String meaning() {
      return meaning;
    }
  }
}
