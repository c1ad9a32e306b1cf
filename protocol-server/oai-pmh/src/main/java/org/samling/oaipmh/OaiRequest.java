package org.samling.oaipmh;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request (OAI-PMH 2.0, section 4). */
public sealed interface OaiRequest {

  /** What is asked. */
  OaiVerb verb();

  /** What is the repository? */
  record Identify() implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.IDENTIFY;
    }
  }

  /**
   * Which metadata formats are there?
   *
   * @param identifier of one record, or null for the repository
   */
  record ListMetadataFormats(@Nullable String identifier) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_METADATA_FORMATS;
    }
  }

  /**
   * Which sets are there?
   *
   * @param resumptionToken where to go on, or null for the begin
   */
  record ListSets(@Nullable String resumptionToken) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_SETS;
    }
  }

  /** Headers of records. */
  record ListIdentifiers(Harvest harvest) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_IDENTIFIERS;
    }
  }

  /** Records. */
  record ListRecords(Harvest harvest) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.LIST_RECORDS;
    }
  }

  /**
   * One record.
   *
   * @param identifier which
   * @param metadataPrefix in which format
   */
  record GetRecord(String identifier, String metadataPrefix) implements OaiRequest {
    @Override
    public OaiVerb verb() {
      return OaiVerb.GET_RECORD;
    }
  }

  /** Which records of a list. */
  sealed interface Harvest {

    /**
     * A list from its begin.
     *
     * @param metadataPrefix in which format
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

    /** The same list as before, where it ended. */
    record Resume(String resumptionToken) implements Harvest {}
  }
}
