package org.samling.z3950.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.samling.z3950.ber.Oid;

/**
 * The conditions of the diagnostic set bib-1 ({@link Oid#DIAG_BIB_1}), with the set's own text. If
 * the addinfo has a prescribed meaning, the text says so.
 */
public enum Bib1Diagnostic {
  PERMANENT_SYSTEM_ERROR(1, "Permanent system error"),
  TEMPORARY_SYSTEM_ERROR(2, "Temporary system error"),
  UNSUPPORTED_SEARCH(3, "Unsupported search"),
  ONLY_STOP_WORDS(4, "Terms only exclusion (stop) words"),
  TOO_MANY_ARGUMENT_WORDS(5, "Too many argument words"),
  TOO_MANY_BOOLEAN_OPERATORS(6, "Too many boolean operators"),
  TOO_MANY_TRUNCATED_WORDS(7, "Too many truncated words"),
  TOO_MANY_INCOMPLETE_SUBFIELDS(8, "Too many incomplete subfields"),
  TRUNCATED_WORDS_TOO_SHORT(9, "Truncated words too short"),
  INVALID_RECORD_NUMBER(10, "Invalid format for record number (search term)"),
  TOO_MANY_CHARACTERS(11, "Too many characters in search statement"),
  TOO_MANY_RECORDS_RETRIEVED(12, "Too many records retrieved"),
  PRESENT_OUT_OF_RANGE(13, "Present request out-of-range"),
  SYSTEM_ERROR_IN_PRESENTING(14, "System error in presenting records"),
  RECORD_NOT_AUTHORIZED(15, "Record not authorized to be sent intersystem"),
  RECORD_EXCEEDS_PREFERRED_MESSAGE_SIZE(16, "Record exceeds Preferred-message-size"),
  RECORD_EXCEEDS_EXCEPTIONAL_RECORD_SIZE(17, "Record exceeds Exceptional-record-size"),
  RESULT_SET_NOT_SUPPORTED_AS_TERM(18, "Result set not supported as a search term"),
  ONLY_SINGLE_RESULT_SET_AS_TERM(19, "Only single result set as search term supported"),
  ONLY_ANDING_OF_RESULT_SET(20, "Only ANDing of a single result set as search term"),
  RESULT_SET_EXISTS(21, "Result set exists and replace indicator off"),
  RESULT_SET_NAMING_NOT_SUPPORTED(22, "Result set naming not supported"),
  DATABASE_COMBINATION_NOT_SUPPORTED(23, "Specified combination of databases not supported"),
  ELEMENT_SET_NAMES_NOT_SUPPORTED(24, "Element set names not supported"),
  ELEMENT_SET_NAME_NOT_VALID(25, "Specified element set name not valid for specified database"),
  ONLY_GENERIC_ELEMENT_SET_NAME(26, "Only generic form of element set name supported"),
  RESULT_SET_NO_LONGER_EXISTS(27, "Result set no longer exists - unilaterally deleted by target"),
  RESULT_SET_IN_USE(28, "Result set is in use"),
  DATABASE_LOCKED(29, "One of the specified databases is locked"),
  RESULT_SET_DOES_NOT_EXIST(30, "Specified result set does not exist"),
  RESOURCES_EXHAUSTED_NO_RESULTS(31, "Resources exhausted - no results available"),
  RESOURCES_EXHAUSTED_UNPREDICTABLE_RESULTS(
      32, "Resources exhausted - unpredictable partial results available"),
  RESOURCES_EXHAUSTED_VALID_SUBSET(33, "Resources exhausted - valid subset of results available"),
  UNSPECIFIED_ERROR(100, "(Unspecified) error"),
  ACCESS_CONTROL_FAILURE(101, "Access-control failure"),
  CHALLENGE_NOT_ISSUED_REQUEST_TERMINATED(
      102, "Challenge required, could not be issued - request terminated"),
  CHALLENGE_NOT_ISSUED_RECORD_NOT_INCLUDED(
      103, "Challenge required, could not be issued - record not included"),
  CHALLENGE_FAILED_RECORD_NOT_INCLUDED(104, "Challenge failed - record not included"),
  TERMINATED_AT_ORIGIN_REQUEST(105, "Terminated at origin request"),
  NO_ABSTRACT_SYNTAXES_AGREED(106, "No abstract syntaxes agreed to for this record"),
  QUERY_TYPE_NOT_SUPPORTED(107, "Query type not supported"),
  MALFORMED_QUERY(108, "Malformed query"),
  DATABASE_UNAVAILABLE(109, "Database unavailable"),
  OPERATOR_UNSUPPORTED(110, "Operator unsupported"),
  TOO_MANY_DATABASES(111, "Too many databases specified"),
  TOO_MANY_RESULT_SETS(112, "Too many result sets created"),
  UNSUPPORTED_ATTRIBUTE_TYPE(113, "Unsupported attribute type"),
  UNSUPPORTED_USE_ATTRIBUTE(114, "Unsupported Use attribute"),
  UNSUPPORTED_TERM_VALUE_FOR_USE_ATTRIBUTE(115, "Unsupported term value for Use attribute"),
  USE_ATTRIBUTE_REQUIRED(116, "Use attribute required but not supplied"),
  UNSUPPORTED_RELATION_ATTRIBUTE(117, "Unsupported Relation attribute"),
  UNSUPPORTED_STRUCTURE_ATTRIBUTE(118, "Unsupported Structure attribute"),
  UNSUPPORTED_POSITION_ATTRIBUTE(119, "Unsupported Position attribute"),
  UNSUPPORTED_TRUNCATION_ATTRIBUTE(120, "Unsupported Truncation attribute"),
  UNSUPPORTED_ATTRIBUTE_SET(121, "Unsupported Attribute Set"),
  UNSUPPORTED_COMPLETENESS_ATTRIBUTE(122, "Unsupported Completeness attribute"),
  UNSUPPORTED_ATTRIBUTE_COMBINATION(123, "Unsupported attribute combination"),
  UNSUPPORTED_CODED_VALUE(124, "Unsupported coded value for term"),
  MALFORMED_SEARCH_TERM(125, "Malformed search term"),
  ILLEGAL_TERM_VALUE_FOR_ATTRIBUTE(126, "Illegal term value for attribute"),
  UNPARSABLE_FORMAT(127, "Unparsable format for un-normalized value"),
  ILLEGAL_RESULT_SET_NAME(128, "Illegal result set name"),
  PROXIMITY_OF_SETS_NOT_SUPPORTED(129, "Proximity search of sets not supported"),
  ILLEGAL_RESULT_SET_IN_PROXIMITY(130, "Illegal result set in proximity search"),
  UNSUPPORTED_PROXIMITY_RELATION(131, "Unsupported proximity relation"),
  UNSUPPORTED_PROXIMITY_UNIT_CODE(132, "Unsupported proximity unit code"),
  PROXIMITY_NOT_SUPPORTED_WITH_ATTRIBUTES(
      201, "Proximity not supported with this attribute combination"),
  UNSUPPORTED_PROXIMITY_DISTANCE(202, "Unsupported distance for proximity"),
  ORDERED_FLAG_NOT_SUPPORTED(203, "Ordered flag not supported for proximity"),
  ONLY_ZERO_STEP_SIZE(205, "Only zero step size supported for Scan"),
  STEP_SIZE_NOT_SUPPORTED(206, "Specified step size not supported for Scan"),
  CANNOT_SORT_ACCORDING_TO_SEQUENCE(207, "Cannot sort according to sequence"),
  NO_RESULT_SET_NAME_ON_SORT(208, "No result set name supplied on Sort"),
  GENERIC_SORT_NOT_SUPPORTED(
      209, "Generic sort not supported (database-specific sort only supported)"),
  DATABASE_SPECIFIC_SORT_NOT_SUPPORTED(210, "Database specific sort not supported"),
  TOO_MANY_SORT_KEYS(211, "Too many sort keys"),
  DUPLICATE_SORT_KEYS(212, "Duplicate sort keys"),
  UNSUPPORTED_MISSING_DATA_ACTION(213, "Unsupported missing data action"),
  ILLEGAL_SORT_RELATION(214, "Illegal sort relation"),
  ILLEGAL_CASE_VALUE(215, "Illegal case value"),
  ILLEGAL_MISSING_DATA_ACTION(216, "Illegal missing data action"),
  RECORDS_MAY_NOT_FIT_SEGMENTS(
      217, "Segmentation: cannot guarantee records will fit in specified segments"),
  ES_PACKAGE_NAME_IN_USE(218, "ES: package name already in use"),
  ES_NO_SUCH_PACKAGE(219, "ES: no such package, on modify/delete"),
  ES_QUOTA_EXCEEDED(220, "ES: quota exceeded"),
  ES_TYPE_NOT_SUPPORTED(221, "ES: extended service type not supported"),
  ES_ID_NOT_AUTHORIZED(222, "ES: permission denied on ES - id not authorized"),
  ES_CANNOT_MODIFY_OR_DELETE(223, "ES: permission denied on ES - cannot modify or delete"),
  ES_IMMEDIATE_EXECUTION_FAILED(224, "ES: immediate execution failed"),
  ES_IMMEDIATE_NOT_SUPPORTED_FOR_SERVICE(
      225, "ES: immediate execution not supported for this service"),
  ES_IMMEDIATE_NOT_SUPPORTED_FOR_PARAMETERS(
      226, "ES: immediate execution not supported for these parameters"),
  NO_DATA_IN_REQUESTED_SYNTAX(227, "No data available in requested record syntax"),
  MALFORMED_SCAN(228, "Scan: malformed scan"),
  TERM_TYPE_NOT_SUPPORTED(229, "Term type not supported"),
  SORT_TOO_MANY_INPUT_RESULTS(230, "Sort: too many input results"),
  SORT_INCOMPATIBLE_RECORD_FORMATS(231, "Sort: incompatible record formats"),
  SCAN_TERM_LIST_NOT_SUPPORTED(232, "Scan: term list not supported"),
  SCAN_UNSUPPORTED_POSITION_IN_RESPONSE(233, "Scan: unsupported value of position-in-response"),
  TOO_MANY_INDEX_TERMS(234, "Too many index terms processed"),
  DATABASE_DOES_NOT_EXIST(235, "Database does not exist"),
  DATABASE_ACCESS_DENIED(236, "Access to specified database denied"),
  SORT_ILLEGAL(237, "Sort: illegal sort"),
  RECORD_NOT_AVAILABLE_IN_SYNTAX(238, "Record not available in requested syntax"),
  RECORD_SYNTAX_NOT_SUPPORTED(239, "Record syntax not supported"),
  SCAN_RESOURCES_EXHAUSTED(240, "Scan: Resources exhausted looking for satisfying terms"),
  SCAN_END_OF_TERM_LIST(241, "Scan: Beginning or end of term list"),
  MAX_SEGMENT_SIZE_TOO_SMALL(242, "Segmentation: max-segment-size too small to segment record"),
  ADDITIONAL_RANGES_NOT_SUPPORTED(243, "Present: additional-ranges parameter not supported"),
  COMP_SPEC_NOT_SUPPORTED(244, "Present: comp-spec parameter not supported"),
  RESULT_ATTR_NOT_SUPPORTED(245, "Type-1 query: restriction ('resultAttr') operand not supported"),
  COMPLEX_ATTRIBUTE_VALUE_NOT_SUPPORTED(
      246, "Type-1 query: 'complex' attributeValue not supported"),
  ATTRIBUTE_SET_IN_ELEMENT_NOT_SUPPORTED(
      247, "Type-1 query: 'attributeSet' as part of AttributeElement not supported"),
  MALFORMED_APDU(1001, "Malformed APDU"),
  ES_EXTERNAL_ITEM_ORDER_NOT_SUPPORTED(
      1002, "ES: EXTERNAL form of Item Order request not supported"),
  ES_RESULT_SET_ITEM_ORDER_NOT_SUPPORTED(
      1003, "ES: Result set item form of Item Order request not supported"),
  ES_NEEDS_ACCESS_CONTROL(
      1004, "ES: Extended services not supported unless access control is in effect"),
  RECORDS_IN_SEARCH_RESPONSE_NOT_SUPPORTED(
      1005, "Response records in Search response not supported"),
  RECORDS_IN_SEARCH_RESPONSE_NOT_POSSIBLE(
      1006,
      "Response records in Search response not possible for specified database (or database combination)"),
  NO_EXPLAIN_SERVER(
      1007,
      "No Explain server. Addinfo: pointers to servers that have a surrogate Explain database for this server"),
  ES_MISSING_PARAMETER(
      1008, "ES: missing mandatory parameter for specified function. Addinfo: parameter"),
  ES_ITEM_ORDER_UNSUPPORTED_OID(
      1009, "ES: Item Order, unsupported OID in itemRequest. Addinfo: OID"),
  INIT_BAD_USER_ID(1010, "Init/AC: Bad Userid"),
  INIT_BAD_USER_ID_OR_PASSWORD(1011, "Init/AC: Bad Userid and/or Password"),
  INIT_NO_SEARCHES_REMAINING(
      1012, "Init/AC: No searches remaining (pre-purchased searches exhausted)"),
  INIT_INCORRECT_INTERFACE_TYPE(
      1013,
      "Init/AC: Incorrect interface type (specified id valid only when used with a particular access method or client)"),
  INIT_AUTHENTICATION_SYSTEM_ERROR(1014, "Init/AC: Authentication System error"),
  INIT_TOO_MANY_SESSIONS(1015, "Init/AC: Maximum number of simultaneous sessions for Userid"),
  INIT_BLOCKED_NETWORK_ADDRESS(1016, "Init/AC: Blocked network address"),
  INIT_NO_DATABASES(1017, "Init/AC: No databases available for specified userId"),
  INIT_OUT_OF_RESOURCES(1018, "Init/AC: System temporarily out of resources"),
  INIT_MAINTENANCE(1019, "Init/AC: System not available due to maintenance"),
  INIT_TEMPORARILY_UNAVAILABLE(
      1020, "Init/AC: System temporarily unavailable. Addinfo: when it's expected back up"),
  INIT_ACCOUNT_EXPIRED(1021, "Init/AC: Account has expired"),
  INIT_PASSWORD_EXPIRED(1022, "Init/AC: Password has expired so a new one must be supplied"),
  INIT_PASSWORD_CHANGED(
      1023, "Init/AC: Password has been changed by an administrator so a new one must be supplied"),
  UNSUPPORTED_ATTRIBUTE(1024, "Unsupported Attribute"),
  SERVICE_NOT_SUPPORTED_FOR_DATABASE(1025, "Service not supported for this database"),
  RECORD_LOCKED(1026, "Record cannot be opened because it is locked"),
  SQL_ERROR(1027, "SQL error"),
  RECORD_DELETED(1028, "Record deleted"),
  SCAN_TOO_MANY_TERMS(1029, "Scan: too many terms requested. Addinfo: max terms supported"),
  ES_INVALID_FUNCTION(1040, "ES: Invalid function"),
  ES_ERROR_IN_RETENTION_TIME(1041, "ES: Error in retention time"),
  ES_PERMISSIONS_NOT_UNDERSTOOD(1042, "ES: Permissions data not understood"),
  ES_INVALID_TASK_PARAMETERS_OID(1043, "ES: Invalid OID for task specific parameters"),
  ES_INVALID_ACTION(1044, "ES: Invalid action"),
  ES_UNKNOWN_SCHEMA(1045, "ES: Unknown schema"),
  ES_TOO_MANY_RECORDS(1046, "ES: Too many records in package"),
  ES_INVALID_WAIT_ACTION(1047, "ES: Invalid wait action"),
  ES_CANNOT_CREATE_TASK_PACKAGE(
      1048, "ES: Cannot create task package - exceeds maximum permissible size"),
  ES_CANNOT_RETURN_TASK_PACKAGE(
      1049, "ES: Cannot return task package - exceeds maximum permissible size"),
  ES_REQUEST_TOO_LARGE(1050, "ES: Extended services request too large"),
  SCAN_ATTRIBUTE_SET_REQUIRED(1051, "Scan: Attribute set id required - not supplied"),
  ES_CANNOT_PROCESS_RECORD(
      1052,
      "ES: Cannot process task package record - exceeds maximum permissible record size for ES"),
  ES_CANNOT_RETURN_RECORD(
      1053,
      "ES: Cannot return task package record - exceeds maximum permissible record size for ES response"),
  INIT_NEGOTIATION_RECORD_REQUIRED(1054, "Init: Required negotiation record not included"),
  INIT_NEGOTIATION_OPTION_REQUIRED(1055, "Init: negotiation option required"),
  ATTRIBUTE_NOT_SUPPORTED_FOR_DATABASE(1056, "Attribute not supported for database"),
  ES_UNSUPPORTED_PARAMETER_VALUE(1057, "ES: Unsupported value of task package parameter"),
  DEDUP_RECORD_PORTION(1058, "Duplicate Detection: Cannot dedup on requested record portion"),
  DEDUP_CRITERION_NOT_SUPPORTED(
      1059, "Duplicate Detection: Requested detection criterion not supported"),
  DEDUP_LEVEL_NOT_SUPPORTED(1060, "Duplicate Detection: Requested level of match not supported"),
  DEDUP_REGULAR_EXPRESSION_NOT_SUPPORTED(
      1061, "Duplicate Detection: Requested regular expression not supported"),
  DEDUP_CANNOT_CLUSTER(1062, "Duplicate Detection: Cannot do clustering"),
  DEDUP_RETENTION_NOT_SUPPORTED(1063, "Duplicate Detection: Retention criterion not supported"),
  DEDUP_RETENTION_TOO_LARGE(
      1064,
      "Duplicate Detection: Requested number (or percentage) of entries for retention too large"),
  DEDUP_SORT_CRITERION_NOT_SUPPORTED(
      1065, "Duplicate Detection: Requested sort criterion not supported"),
  COMP_SPEC_UNKNOWN_SCHEMA(1066, "CompSpec: Unknown schema, or schema not supported"),
  ENCAPSULATION_NOT_SUPPORTED(1067, "Encapsulation: Encapsulated sequence of PDUs not supported"),
  ENCAPSULATION_NOT_EXECUTED(
      1068,
      "Encapsulation: Base operation (and encapsulated PDUs) not executed based on pre-screening analysis"),
  NO_SYNTAXES_AVAILABLE(1069, "No syntaxes available for this request"),
  USER_NOT_AUTHORIZED_FOR_SYNTAX(
      1070, "User not authorized to receive record(s) in requested syntax"),
  PREFERRED_RECORD_SYNTAX_NOT_SUPPLIED(1071, "preferredRecordSyntax not supplied"),
  UNTRANSLATABLE_TERM(
      1072, "Query term includes characters that do not translate into the target character set");

  private static final Map<Long, Bib1Diagnostic> BY_CONDITION = new HashMap<>();

  static {
    for (var diagnostic : values()) {
      BY_CONDITION.put(diagnostic.condition(), diagnostic);
    }
  }

  private final long condition;
  private final String text;

  Bib1Diagnostic(long condition, String text) {
    this.condition = condition;
    this.text = text;
  }

  static Optional<Bib1Diagnostic> byCondition(long condition) {
    return Optional.ofNullable(BY_CONDITION.get(condition));
  }

  /** The number on the wire. */
  public long condition() {
    return condition;
  }

  /** The standard's text. */
  public String text() {
    return text;
  }
}
