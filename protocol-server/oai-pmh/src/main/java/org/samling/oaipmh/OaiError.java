package org.samling.oaipmh;

/**
 * Why a request has no answer (OAI-PMH 2.0, section 3.6).
 *
 * @param code which of the standard's errors
 * @param message what is wrong, for people
 */
public record OaiError(Code code, String message) {

  /** The errors of the standard. */
  public enum Code {
    /** An argument is missing, repeated, not allowed or malformed. */
    BAD_ARGUMENT("badArgument"),
    /** The token is none of this repository's, or no longer means anything. */
    BAD_RESUMPTION_TOKEN("badResumptionToken"),
    /** The verb is missing, repeated or none of the standard's. */
    BAD_VERB("badVerb"),
    /** The record, or the repository, does not have this metadata format. */
    CANNOT_DISSEMINATE_FORMAT("cannotDisseminateFormat"),
    /** There is no such record here. */
    ID_DOES_NOT_EXIST("idDoesNotExist"),
    /** No record is as it was asked for. */
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
