package org.samling.oaipmh;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request (OAI-PMH 2.0, section 4). */
public sealed interface OaiRequest {

  /** The verb. */
  OaiVerb verb();

  /** Asks for a description of the repository. */
  record Identify() implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.IDENTIFY;
    }
  }

  /**
   * Asks for the metadata formats.
   *
   * @param identifier the identifier of a record, or null for the whole repository
   */
  record ListMetadataFormats(@Nullable String identifier) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_METADATA_FORMATS;
    }
  }

  /**
   * Asks for the sets.
   *
   * @param resumptionToken where to continue, or null to start
   */
  record ListSets(@Nullable String resumptionToken) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_SETS;
    }
  }

  /** Asks for the headers of records. */
  record ListIdentifiers(Harvest harvest) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_IDENTIFIERS;
    }
  }

  /** Asks for records. */
  record ListRecords(Harvest harvest) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_RECORDS;
    }
  }

  /**
   * Asks for one record.
   *
   * @param identifier its identifier
   * @param metadataPrefix its format
   */
  record GetRecord(String identifier, String metadataPrefix) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.GET_RECORD;
    }
  }

  /** Selects the records of a list. */
  sealed interface Harvest {

    /**
     * A list from its start.
     *
     * @param metadataPrefix the format
     * @param from changed in this second or later, or null
     * @param until changed in this second or earlier, or null
     * @param set the set, or null for all records
     */
    record Begin(
        String metadataPrefix,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String set)
        implements Harvest {}

    /** The continuation of a list. */
    record Resume(String resumptionToken) implements Harvest {}
  }
}
