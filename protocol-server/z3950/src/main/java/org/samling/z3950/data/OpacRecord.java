package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;

/**
 * A record with its holdings (Z39.50-2003, appendix REC, RecordSyntax-opac).
 *
 * @param bibliographicRecord the record, or null
 * @param holdingsData the holdings; empty if there are none
 */
public record OpacRecord(
    @Nullable External bibliographicRecord, List<HoldingsAndCircData> holdingsData) {

  /** Copies the holdings. */
  public OpacRecord {
    holdingsData = List.copyOf(holdingsData);
  }

  /**
   * The holdings at one location; only the standard's elements that are in use here.
   *
   * @param typeOfRecord the leader's type of a MARC holdings record: x single-part, v multipart
   * @param format the format of the holding: hu, hy and the like of field 007, or null
   * @param nucCode the library, as an ISIL or its country's code, or null
   * @param localLocation the branch or collection, or null
   * @param shelvingLocation the shelving location there, or null
   * @param callNumber the call number, or null
   * @param copyNumber the copy number, or null
   * @param publicNote a public note, or null
   * @param enumAndChron the enumeration and chronology, or null
   * @param circulationData the items
   */
  public record HoldingsAndCircData(
      @Nullable String typeOfRecord,
      @Nullable String format,
      @Nullable String nucCode,
      @Nullable String localLocation,
      @Nullable String shelvingLocation,
      @Nullable String callNumber,
      @Nullable String copyNumber,
      @Nullable String publicNote,
      @Nullable String enumAndChron,
      List<CircRecord> circulationData) {

    /** Copies the items. */
    public HoldingsAndCircData {
      circulationData = List.copyOf(circulationData);
    }
  }

  /**
   * An item.
   *
   * @param availableNow whether it is available now
   * @param availabilityDate when it is expected, or null; misspelt in the standard
   * @param availableThru the purpose for which it is available, or null
   * @param restrictions restrictions on its use, or null
   * @param itemId its barcode, or null
   * @param renewable whether its loan can be renewed
   * @param onHold whether it is on hold for somebody
   * @param enumAndChron the enumeration and chronology, or null
   * @param temporaryLocation its temporary location, or null
   */
  public record CircRecord(
      boolean availableNow,
      @Nullable String availabilityDate,
      @Nullable String availableThru,
      @Nullable String restrictions,
      @Nullable String itemId,
      boolean renewable,
      boolean onHold,
      @Nullable String enumAndChron,
      @Nullable String temporaryLocation) {}

  /** The record as an element of a response. */
  public External toExternal(Z3950Charset charset) {
    return OpacWire.write(this, charset);
  }

  /**
   * Reads a record from a response.
   *
   * @throws Z3950FormatException if it is not an OPAC record
   */
  public static OpacRecord of(External external, Z3950Charset charset) {
    return OpacWire.read(external, charset);
  }
}
