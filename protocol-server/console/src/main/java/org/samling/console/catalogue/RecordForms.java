package org.samling.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.MarcLines.Fault;
import org.samling.core.catalogue.MarcFormat;

/** What the pages for editing records show. */
public final class RecordForms {

  private RecordForms() {}

  /**
   * The form for a record.
   *
   * @param key the key of the record that is edited; empty for a new one
   * @param address where the form goes
   * @param back where one came from
   * @param format what its fields mean
   * @param text its lines
   * @param version what its bytes are known again by; empty for a new one
   * @param told what is wrong with which line, in words
   * @param current the lines of what somebody else made of it meanwhile, or null
   * @param owner the agency whose deliveries replace what is saved, where it is none of the
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

    /** How long the text may be. */
    public int longest() {
      return MarcLines.LONGEST;
    }
  }

  /**
   * What is wrong.
   *
   * @param line the line, from 1; 0 for the record as a whole
   * @param key the key of the words for it
   * @param detail what it is about; may be empty
   * @param reason more of it, as a sentence in English; may be empty
   */
  public record Told(int line, String key, String detail, String reason) {

    static Told of(Fault fault) {
      return new Told(fault.line(), fault.key(), fault.detail(), "");
    }
  }
}
