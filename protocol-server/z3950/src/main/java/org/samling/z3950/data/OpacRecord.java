package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;

/**
 * A record with what a library has of it and where that stands (Z39.50-2003, appendix REC,
 * RecordSyntax-opac).
 *
 * @param bibliographicRecord the record, or null
 * @param holdingsData what the library has; empty where it has nothing
 */
public record OpacRecord(
    @Nullable External bibliographicRecord, List<HoldingsAndCircData> holdingsData) {

  /** Copies the holdings. */
  public OpacRecord {
    holdingsData = List.copyOf(holdingsData);
  }

  /**
   * What a library has at one place. Of the standard's elements those that are in use here.
   *
   * @param typeOfRecord the leader's type of a MARC holdings record: x single part, v multipart
   * @param format how it is kept: hu, hy and the like of field 007, or null
   * @param nucCode the library, as an ISIL or its country's code, or null
   * @param localLocation the branch or collection, or null
   * @param shelvingLocation where it stands there, or null
   * @param callNumber what it is shelved by, or null
   * @param copyNumber which copy it is, or null
   * @param publicNote a note for readers, or null
   * @param enumAndChron which part of the work it is, or null
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
   * @param availableNow whether it can be had now
   * @param availabilityDate when it is expected, or null; the standard has it misspelt
   * @param availableThru for what it can be had, or null
   * @param restrictions what limits its use, or null
   * @param itemId its barcode, or null
   * @param renewable whether a loan of it can be renewed
   * @param onHold whether somebody waits for it
   * @param enumAndChron which part of the work it is, or null
   * @param temporaryLocation where it stands for the time being, or null
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

  /** The record as it goes into an answer. */
  public External toExternal(Z3950Charset charset) {
    return OpacWire.write(this, charset);
  }

  /**
   * Reads a record out of an answer.
   *
   * @throws Z3950FormatException where it is none
   */
  public static OpacRecord of(External external, Z3950Charset charset) {
    return OpacWire.read(external, charset);
  }
}
