package org.samling.oaipmh;

/**
 * An error in a request (OAI-PMH 2.0, section 3.6).
 *
 * @param code the standard's error
 * @param message what is wrong, for people
 */
public record OaiError(Code code, String message) {

  /** The errors of the standard. */
  public enum Code {
    /** An argument is missing, repeated, not allowed or malformed. */
    BAD_ARGUMENT("badArgument"),
    /** The token was not issued by this repository, or is no longer valid. */
    BAD_RESUMPTION_TOKEN("badResumptionToken"),
    /** The verb is missing, repeated or unknown. */
    BAD_VERB("badVerb"),
    /** The record, or the repository, does not have this metadata format. */
    CANNOT_DISSEMINATE_FORMAT("cannotDisseminateFormat"),
    /** There is no record with this identifier. */
    ID_DOES_NOT_EXIST("idDoesNotExist"),
    /** No record matches the request. */
    NO_RECORDS_MATCH("noRecordsMatch"),
    /** The record has no metadata format. */
    NO_METADATA_FORMATS("noMetadataFormats"),
    /** The repository has no sets. */
    NO_SET_HIERARCHY("noSetHierarchy");

    private final String label;

    Code(String label) {
      this.label = label;
    }

    /** The standard's word. */
    public String label() {
      return label;
    }
  }
}
