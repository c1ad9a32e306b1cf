package org.samling.oaipmh;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response (OAI-PMH 2.0, section 4). */
public sealed interface OaiResponse {

  /**
   * What the repository is. Deleted records are told for ever, and times in seconds.
   *
   * @param repositoryName its name
   * @param adminEmails whom to write to
   * @param earliestDatestamp the earliest time that a record can have
   * @param compressions how replies may be packed beside not at all, in the words of HTTP
   * @param domain the domain in its identifiers ("Specification and XML Schema for the OAI
   *     Identifier Format", section 2.1)
   * @param sampleIdentifier an identifier such as its records have
   */
  record Identified(
      String repositoryName,
      List<String> adminEmails,
      Instant earliestDatestamp,
      List<String> compressions,
      String domain,
      String sampleIdentifier)
      implements OaiResponse {

    /** Copies the lists. */
    public Identified {
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
   * @param prefix the name by which it is asked for
   * @param schema where its XML Schema is
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
   * @param spec the name by which it is asked for
   * @param name the name for people
   */
  record OaiSet(String spec, String name) {}

  /**
   * Headers.
   *
   * @param headers the headers, one at least
   * @param token where the list goes on or ended, or null for one that is whole
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
   * @param records the records, one at least
   * @param token where the list goes on or ended, or null for one that is whole
   */
  record Records(List<OaiRecord> records, @Nullable ResumptionToken token) implements OaiResponse {

    /** Copies the records. */
    public Records {
      records = List.copyOf(records);
    }
  }

  /**
   * Where a list goes on.
   *
   * @param value the token, empty at the end of the list
   * @param cursor how many were told before these
   */
  record ResumptionToken(String value, long cursor) {}

  /** One record. */
  record One(OaiRecord record) implements OaiResponse {}

  /** None, and why. */
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
