package org.samling.oaipmh;

import java.util.Optional;
import java.util.stream.Stream;

/** What is asked (OAI-PMH 2.0, section 4). */
public enum OaiVerb {
  /** Tells of the repository. */
  IDENTIFY("Identify"),
  /** Tells the metadata formats. */
  LIST_METADATA_FORMATS("ListMetadataFormats"),
  /** Tells the sets. */
  LIST_SETS("ListSets"),
  /** Tells the headers of records. */
  LIST_IDENTIFIERS("ListIdentifiers"),
  /** Tells records. */
  LIST_RECORDS("ListRecords"),
  /** Tells one record. */
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
