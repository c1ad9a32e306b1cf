package org.samling.console.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.MarcLines.Fault;
import org.samling.core.catalogue.MarcFormat;

/** The models of the record editing pages. */
public final class RecordForms {

  private RecordForms() {}

  /**
   * The record form.
   *
   * @param key the key of the edited record; empty for a new one
   * @param address the URL the form is sent to
   * @param back the URL to return to
   * @param format the MARC format of the fields
   * @param text the record as lines
   * @param version the fingerprint of the edited version; empty for a new record
   * @param told the faults, each with its line
   * @param current the lines of the version that somebody else has saved in the meantime, or null
   * @param owner the agency whose deliveries will overwrite the record, if it is not one of the
   *     library's own ({@link org.samling.core.catalogue.RecordOwnership}); may be empty
   */
  public record RecordForm(
      String key,
      String address,
      String back,
      MarcFormat format,
      String text,
      String version,
      List<Told> told,
      @Nullable String current,
      String owner) {

    /** Copies the list. */
    public RecordForm {
      told = List.copyOf(told);
    }

    /** Whether the record is a new one. */
    public boolean isNew() {
      return key.isEmpty();
    }

    /** Returns the maximum length of the text. */
    public int longest() {
      return MarcLines.LONGEST;
    }
  }

  /**
   * The question which agency a new record belongs to.
   *
   * @param asked the parameters that say which record, which are kept
   * @param agencies the names of the agencies to choose from, by number
   */
  public record AgencyQuestion(Map<String, String> asked, Map<String, String> agencies) {

    /** Copies the parameters. */
    public AgencyQuestion {
      asked = Map.copyOf(asked);
    }
  }

  /**
   * A fault in the record.
   *
   * @param line the line number, from 1; 0 for the record as a whole
   * @param key its message key
   * @param detail what it concerns; may be empty
   * @param reason the reason, as an English sentence; may be empty
   */
  public record Told(int line, String key, String detail, String reason) {

    static Told of(Fault fault) {
      return new Told(fault.line(), fault.key(), fault.detail(), "");
    }
  }
}
