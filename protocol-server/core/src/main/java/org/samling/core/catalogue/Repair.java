package org.samling.core.catalogue;

/**
 * Something in a record that was put right to read it. The original bytes stay as they came.
 *
 * @param field a tag, {@code LDR/09} or {@code LDR/00-04} for positions of the leader, {@code
 *     directory}, or empty for the record as a whole
 * @param occurrence which of the fields with this tag, from 1; 0 for what is no field
 * @param subfield its code with the format's own sign, as {@code $a} or {@code *a}; empty for the
 *     field as a whole
 * @param before what the record has there, shortened, with characters that can't be seen as {@code
 *     \x1F}; or what is wrong with it; may be empty
 * @param after what was read instead, shortened; may be empty
 */
public record Repair(
    RepairKind kind, String field, int occurrence, String subfield, String before, String after) {

  /** The greatest length of what was there before and of what was read instead. */
  public static final int MAX_SHOWN = 80;

  /** A repair of the record as a whole. */
  public static Repair ofRecord(RepairKind kind, String before, String after) {
    return new Repair(kind, "", 0, "", before, after);
  }

  /** How many repairs it stands for. */
  public int count() {
    return kind == RepairKind.MORE ? Integer.parseInt(before) : 1;
  }

  /** Where it was made: {@code 245 $a}, {@code 650[2]}; empty for the record as a whole. */
  public String place() {
    return field
        + (occurrence > 1 ? "[" + occurrence + "]" : "")
        + (subfield.isEmpty() ? "" : " " + subfield);
  }

  /** The repair as a sentence for a cataloguer. */
  public String sentence() {
    var where = place();
    var change = before.isEmpty() && after.isEmpty() ? "" : " (" + change() + ")";
    return (where.isEmpty() ? "" : where + ": ") + kind.meaning() + change + ".";
  }

  private String change() {
    return after.isEmpty() ? before : "\"" + before + "\" → \"" + after + "\"";
  }
}
