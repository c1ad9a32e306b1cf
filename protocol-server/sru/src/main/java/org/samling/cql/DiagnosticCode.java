package org.samling.cql;

/**
 * The faults of a query or request: the diagnostics of the set {@code info:srw/diagnostic/1}, which
 * CQL and SRU share (SRU 1.2, "Diagnostics List"; OASIS searchRetrieve 1.0, part 3, appendix B),
 * except those of services that are not supported.
 */
public enum DiagnosticCode {
  /** General system error. */
  GENERAL_SYSTEM_ERROR(1, "General system error"),
  /** System temporarily unavailable. */
  SYSTEM_TEMPORARILY_UNAVAILABLE(2, "System temporarily unavailable"),
  /** Unsupported operation. */
  UNSUPPORTED_OPERATION(4, "Unsupported operation"),
  /** Unsupported version. */
  UNSUPPORTED_VERSION(5, "Unsupported version"),
  /** Unsupported parameter value. */
  UNSUPPORTED_PARAMETER_VALUE(6, "Unsupported parameter value"),
  /** Mandatory parameter not supplied. */
  MANDATORY_PARAMETER_NOT_SUPPLIED(7, "Mandatory parameter not supplied"),
  /** Unsupported parameter. */
  UNSUPPORTED_PARAMETER(8, "Unsupported parameter"),
  /** Unsupported combination of parameters. */
  UNSUPPORTED_COMBINATION_OF_PARAMETERS(9, "Unsupported combination of parameters"),
  /** Query syntax error. */
  QUERY_SYNTAX_ERROR(10, "Query syntax error"),
  /** Unsupported query type. */
  UNSUPPORTED_QUERY_TYPE(11, "Unsupported query type"),
  /** Too many characters in query. */
  TOO_MANY_CHARACTERS_IN_QUERY(12, "Too many characters in query"),
  /** Invalid or unsupported use of parentheses. */
  UNSUPPORTED_PARENTHESES(13, "Invalid or unsupported use of parentheses"),
  /** Invalid or unsupported use of quotes. */
  UNSUPPORTED_QUOTES(14, "Invalid or unsupported use of quotes"),
  /** Unsupported context set. */
  UNSUPPORTED_CONTEXT_SET(15, "Unsupported context set"),
  /** Unsupported index. */
  UNSUPPORTED_INDEX(16, "Unsupported index"),
  /** Unsupported combination of indexes. */
  UNSUPPORTED_COMBINATION_OF_INDEXES(18, "Unsupported combination of indexes"),
  /** Unsupported relation. */
  UNSUPPORTED_RELATION(19, "Unsupported relation"),
  /** Unsupported relation modifier. */
  UNSUPPORTED_RELATION_MODIFIER(20, "Unsupported relation modifier"),
  /** Unsupported combination of relation modifers. */
  UNSUPPORTED_COMBINATION_OF_RELATION_MODIFIERS(21, "Unsupported combination of relation modifers"),
  /** Unsupported combination of relation and index. */
  UNSUPPORTED_COMBINATION_OF_RELATION_AND_INDEX(
      22, "Unsupported combination of relation and index"),
  /** Too many characters in term. */
  TOO_MANY_CHARACTERS_IN_TERM(23, "Too many characters in term"),
  /** Non special character escaped in term. */
  NON_SPECIAL_CHARACTER_ESCAPED(26, "Non special character escaped in term"),
  /** Empty term unsupported. */
  EMPTY_TERM_UNSUPPORTED(27, "Empty term unsupported"),
  /** Masking character not supported. */
  MASKING_NOT_SUPPORTED(28, "Masking character not supported"),
  /** Masked words too short. */
  MASKED_WORDS_TOO_SHORT(29, "Masked words too short"),
  /** Too many masking characters in term. */
  TOO_MANY_MASKING_CHARACTERS(30, "Too many masking characters in term"),
  /** Anchoring character not supported. */
  ANCHORING_NOT_SUPPORTED(31, "Anchoring character not supported"),
  /** Anchoring character in unsupported position. */
  ANCHOR_IN_UNSUPPORTED_POSITION(32, "Anchoring character in unsupported position"),
  /** Combination of proximity/adjacency and masking characters not supported. */
  PROXIMITY_AND_MASKING_NOT_SUPPORTED(
      33, "Combination of proximity/adjacency and masking characters not supported"),
  /** Combination of proximity/adjacency and anchoring characters not supported. */
  PROXIMITY_AND_ANCHORING_NOT_SUPPORTED(
      34, "Combination of proximity/adjacency and anchoring characters not supported"),
  /** Term in invalid format for index or relation. */
  TERM_IN_INVALID_FORMAT(36, "Term in invalid format for index or relation"),
  /** Unsupported boolean operator. */
  UNSUPPORTED_BOOLEAN_OPERATOR(37, "Unsupported boolean operator"),
  /** Too many boolean operators in query. */
  TOO_MANY_BOOLEAN_OPERATORS(38, "Too many boolean operators in query"),
  /** Proximity not supported. */
  PROXIMITY_NOT_SUPPORTED(39, "Proximity not supported"),
  /** Unsupported proximity relation. */
  UNSUPPORTED_PROXIMITY_RELATION(40, "Unsupported proximity relation"),
  /** Unsupported proximity distance. */
  UNSUPPORTED_PROXIMITY_DISTANCE(41, "Unsupported proximity distance"),
  /** Unsupported proximity unit. */
  UNSUPPORTED_PROXIMITY_UNIT(42, "Unsupported proximity unit"),
  /** Unsupported proximity ordering. */
  UNSUPPORTED_PROXIMITY_ORDERING(43, "Unsupported proximity ordering"),
  /** Unsupported combination of proximity modifiers. */
  UNSUPPORTED_COMBINATION_OF_PROXIMITY_MODIFIERS(
      44, "Unsupported combination of proximity modifiers"),
  /** Unsupported boolean modifier. */
  UNSUPPORTED_BOOLEAN_MODIFIER(46, "Unsupported boolean modifier"),
  /** Cannot process query; reason unknown. */
  CANNOT_PROCESS_QUERY(47, "Cannot process query; reason unknown"),
  /** Query feature unsupported. */
  QUERY_FEATURE_UNSUPPORTED(48, "Query feature unsupported"),
  /** Masking character in unsupported position. */
  MASKING_IN_UNSUPPORTED_POSITION(49, "Masking character in unsupported position"),
  /** Result sets not supported. */
  RESULT_SETS_NOT_SUPPORTED(50, "Result sets not supported"),
  /** Result set created with valid partial results available. */
  VALID_PARTIAL_RESULTS(60, "Result set created with valid partial results available"),
  /** First record position out of range. */
  FIRST_RECORD_POSITION_OUT_OF_RANGE(61, "First record position out of range"),
  /** Unknown schema for retrieval. */
  UNKNOWN_SCHEMA_FOR_RETRIEVAL(66, "Unknown schema for retrieval"),
  /** Record not available in this schema. */
  RECORD_NOT_AVAILABLE_IN_SCHEMA(67, "Record not available in this schema"),
  /** Record too large to send. */
  RECORD_TOO_LARGE(70, "Record too large to send"),
  /** Unsupported record packing. */
  UNSUPPORTED_RECORD_PACKING(71, "Unsupported record packing"),
  /** XPath retrieval unsupported. */
  XPATH_RETRIEVAL_UNSUPPORTED(72, "XPath retrieval unsupported"),
  /** Too many records to sort. */
  TOO_MANY_RECORDS_TO_SORT(83, "Too many records to sort"),
  /** Too many sort keys to sort. */
  TOO_MANY_SORT_KEYS(84, "Too many sort keys to sort"),
  /** Unsupported schema for sort. */
  UNSUPPORTED_SCHEMA_FOR_SORT(87, "Unsupported schema for sort"),
  /** Unsupported path for sort. */
  UNSUPPORTED_PATH_FOR_SORT(88, "Unsupported path for sort"),
  /** Unsupported direction. */
  UNSUPPORTED_DIRECTION(90, "Unsupported direction"),
  /** Unsupported case. */
  UNSUPPORTED_CASE(91, "Unsupported case"),
  /** Unsupported missing value action. */
  UNSUPPORTED_MISSING_VALUE_ACTION(92, "Unsupported missing value action"),
  /** Sort ended due to missing value. */
  SORT_ENDED_DUE_TO_MISSING_VALUE(93, "Sort ended due to missing value"),
  /** Sort spec included both in query and protocol: query prevails. */
  QUERY_SORT_PREVAILS(94, "Sort spec included both in query and protocol: query prevails"),
  /** Stylesheets not supported. */
  STYLESHEETS_NOT_SUPPORTED(110, "Stylesheets not supported"),
  /** Response position out of range. */
  RESPONSE_POSITION_OUT_OF_RANGE(120, "Response position out of range"),
  /** Too many terms requested. */
  TOO_MANY_TERMS_REQUESTED(121, "Too many terms requested");

  private final int number;
  private final String message;

  DiagnosticCode(int number, String message) {
    this.number = number;
    this.message = message;
  }

  /** The standard's number. */
  public int number() {
    return number;
  }

  /** The standard's text. */
  public String message() {
    return message;
  }

  /** The standard's identifier. */
  public String uri() {
    return "info:srw/diagnostic/1/" + number;
  }
}
