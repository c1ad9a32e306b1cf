package org.samling.oaipmh;

import java.util.Optional;
import java.util.stream.Stream;

/** The verb of a request (OAI-PMH 2.0, section 4). */
public enum OaiVerb {
  /** Describes the repository. */
  IDENTIFY("Identify"),
  /** Lists the metadata formats. */
  LIST_METADATA_FORMATS("ListMetadataFormats"),
  /** Lists the sets. */
  LIST_SETS("ListSets"),
  /** Lists the headers of records. */
  LIST_IDENTIFIERS("ListIdentifiers"),
  /** Lists records. */
  LIST_RECORDS("ListRecords"),
  /** Returns one record. */
  GET_RECORD("GetRecord");

  private final String label;

  OaiVerb(String label) {
    this.label = label;
  }

  /** The standard's word. */
  public String label() {
    return label;
  }

  static Optional<OaiVerb> of(String label) {
    return Stream.of(values()).filter(v -> v.label.equals(label)).findFirst();
  }
}
