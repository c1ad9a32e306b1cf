package org.samling.oaipmh;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response (OAI-PMH 2.0, section 4). */
public sealed interface OaiResponse {

  /**
   * A description of the repository. Deleted records are kept for ever, and times are in seconds.
   *
   * @param repositoryName its name
   * @param adminEmails the addresses of its administrators
   * @param earliestDatestamp the earliest possible datestamp of a record
   * @param compressions the compressions of responses besides identity, as named in HTTP
   * @param domain the domain in its identifiers ("Specification and XML Schema for the OAI
   *     Identifier Format", section 2.1)
   * @param sampleIdentifier an example of its identifiers
   */
  record Identification(
      String repositoryName,
      List<String> adminEmails,
      Instant earliestDatestamp,
      List<String> compressions,
      String domain,
      String sampleIdentifier)
      implements OaiResponse {

    /** Copies the lists. */
    public Identification {
      adminEmails = List.copyOf(adminEmails);
      compressions = List.copyOf(compressions);
    }
  }

  /** The metadata formats. */
  record MetadataFormats(List<MetadataFormat> formats) implements OaiResponse {

    /** Copies the formats. */
    public MetadataFormats {
      formats = List.copyOf(formats);
    }
  }

  /**
   * A metadata format.
   *
   * @param prefix its name in requests
   * @param schema the address of its XML Schema
   * @param namespace its XML namespace
   */
  record MetadataFormat(String prefix, String schema, String namespace) {}

  /** The sets. */
  record Sets(List<OaiSet> sets) implements OaiResponse {

    /** Copies the sets. */
    public Sets {
      sets = List.copyOf(sets);
    }
  }

  /**
   * A set.
   *
   * @param spec its name in requests
   * @param name its name for people
   */
  record OaiSet(String spec, String name) {}

  /**
   * Headers.
   *
   * @param headers the headers, at least one
   * @param token where the list continues or that it has ended, or null for a complete list
   */
  record Identifiers(List<OaiHeader> headers, @Nullable ResumptionToken token)
      implements OaiResponse {

    /** Copies the headers. */
    public Identifiers {
      headers = List.copyOf(headers);
    }
  }

  /**
   * Records.
   *
   * @param records the records, at least one
   * @param token where the list continues or that it has ended, or null for a complete list
   */
  record Records(List<OaiRecord> records, @Nullable ResumptionToken token) implements OaiResponse {

    /** Copies the records. */
    public Records {
      records = List.copyOf(records);
    }
  }

  /**
   * A resumption token.
   *
   * @param value the token; empty at the end of the list
   * @param cursor the number of records returned before
   */
  record ResumptionToken(String value, long cursor) {}

  /** One record. */
  record SingleRecord(OaiRecord record) implements OaiResponse {}

  /** An error response. */
  record Errors(List<OaiError> errors) implements OaiResponse {

    /** Copies the errors. */
    public Errors {
      errors = List.copyOf(errors);
    }

    /** One error. */
    public static Errors of(OaiError.Code code, String message) {
      return new Errors(List.of(new OaiError(code, message)));
    }
  }
}
