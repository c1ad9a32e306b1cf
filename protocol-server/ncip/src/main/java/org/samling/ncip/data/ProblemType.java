package org.samling.ncip.data;

import static org.samling.ncip.data.NcipService.ACCEPT_ITEM;
import static org.samling.ncip.data.NcipService.CANCEL_REQUEST_ITEM;
import static org.samling.ncip.data.NcipService.CHECK_IN_ITEM;
import static org.samling.ncip.data.NcipService.CHECK_OUT_ITEM;
import static org.samling.ncip.data.NcipService.LOOKUP_ITEM;
import static org.samling.ncip.data.NcipService.LOOKUP_REQUEST;
import static org.samling.ncip.data.NcipService.LOOKUP_USER;
import static org.samling.ncip.data.NcipService.RENEW_ITEM;
import static org.samling.ncip.data.NcipService.REQUEST_ITEM;
import static org.samling.ncip.data.NcipService.UPDATE_REQUEST_ITEM;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The types of problems, in the exact words that partners' programs compare with (NCIP 2.02,
 * Appendix A). The words come from three kinds of schemes: one for problems with a message, one for
 * problems that any service may return, and one for each service.
 */
public enum ProblemType {
  INVALID_MESSAGE_SYNTAX_ERROR("Invalid Message Syntax Error", Kind.MESSAGING),
  PROTOCOL_ERROR("Protocol Error", Kind.MESSAGING),
  UNKNOWN_ELEMENT("Unknown Element", Kind.MESSAGING),
  UNKNOWN_SCHEME("Unknown Scheme", Kind.MESSAGING),
  UNKNOWN_SERVICE("Unknown Service", Kind.MESSAGING),
  UNKNOWN_VALUE_FROM_KNOWN_SCHEME("Unknown Value From Known Scheme", Kind.MESSAGING),

  AGENCY_AUTHENTICATION_FAILED("Agency Authentication Failed", Kind.GENERAL),
  INVALID_AMOUNT("Invalid Amount", Kind.GENERAL),
  INVALID_DATE("Invalid Date", Kind.GENERAL),
  NEEDED_DATA_MISSING("Needed Data Missing", Kind.GENERAL),
  SYSTEM_AUTHENTICATION_FAILED("System Authentication Failed", Kind.GENERAL),
  TEMPORARY_PROCESSING_FAILURE("Temporary Processing Failure", Kind.GENERAL),
  UNAUTHORIZED_COMBINATION_OF_ELEMENT_VALUES_FOR_AGENCY(
      "Unauthorized Combination Of Element Values For Agency", Kind.GENERAL),
  UNAUTHORIZED_COMBINATION_OF_ELEMENT_VALUES_FOR_SYSTEM(
      "Unauthorized Combination Of Element Values For System", Kind.GENERAL),
  UNAUTHORIZED_SERVICE_FOR_AGENCY("Unauthorized Service For Agency", Kind.GENERAL),
  UNAUTHORIZED_SERVICE_FOR_SYSTEM("Unauthorized Service For System", Kind.GENERAL),
  UNKNOWN_AGENCY("Unknown Agency", Kind.GENERAL),
  UNKNOWN_SYSTEM("Unknown System", Kind.GENERAL),
  UNSUPPORTED_SERVICE("Unsupported Service", Kind.GENERAL),

  CANNOT_ACCEPT_ITEM("Cannot Accept Item", ACCEPT_ITEM),
  CANNOT_GUARANTEE_RESTRICTIONS_ON_USE("Cannot Guarantee Restrictions On Use", ACCEPT_ITEM),
  DUPLICATE_REQUEST("Duplicate Request", REQUEST_ITEM),
  ELEMENT_RULE_VIOLATED(
      "Element Rule Violated",
      ACCEPT_ITEM,
      CANCEL_REQUEST_ITEM,
      LOOKUP_ITEM,
      LOOKUP_REQUEST,
      LOOKUP_USER,
      REQUEST_ITEM,
      UPDATE_REQUEST_ITEM),
  ITEM_ACCESS_DENIED("Item Access Denied", LOOKUP_ITEM, UPDATE_REQUEST_ITEM),
  ITEM_DOES_NOT_CIRCULATE("Item Does Not Circulate", CHECK_OUT_ITEM, REQUEST_ITEM),
  ITEM_NOT_AVAILABLE_BY_NEED_BEFORE_DATE("Item Not Available By Need Before Date", REQUEST_ITEM),
  ITEM_NOT_CHECKED_OUT("Item Not Checked Out", CHECK_IN_ITEM, RENEW_ITEM),
  ITEM_NOT_RENEWABLE("Item Not Renewable", RENEW_ITEM),
  MAXIMUM_CHECK_OUTS_EXCEEDED("Maximum Check Outs Exceeded", CHECK_OUT_ITEM),
  MAXIMUM_RENEWALS_EXCEEDED("Maximum Renewals Exceeded", RENEW_ITEM),
  NON_UNIQUE_ITEM("Non-Unique Item", LOOKUP_ITEM),
  NON_UNIQUE_USER("Non-Unique User", LOOKUP_USER),
  RENEWAL_NOT_ALLOWED("Renewal Not Allowed - Item Has Outstanding Requests", RENEW_ITEM),
  REQUEST_ALREADY_PROCESSED("Request Already Processed", CANCEL_REQUEST_ITEM),
  RESOURCE_CANNOT_BE_PROVIDED("Resource Cannot Be Provided", CHECK_OUT_ITEM),
  UNABLE_TO_ADD_ELEMENT("Unable To Add Element", UPDATE_REQUEST_ITEM),
  UNABLE_TO_DELETE_ELEMENT("Unable To Delete Element", UPDATE_REQUEST_ITEM),
  UNKNOWN_ITEM(
      "Unknown Item",
      ACCEPT_ITEM,
      CANCEL_REQUEST_ITEM,
      CHECK_IN_ITEM,
      CHECK_OUT_ITEM,
      LOOKUP_ITEM,
      RENEW_ITEM,
      REQUEST_ITEM,
      UPDATE_REQUEST_ITEM),
  UNKNOWN_REQUEST(
      "Unknown Request",
      ACCEPT_ITEM,
      CANCEL_REQUEST_ITEM,
      CHECK_OUT_ITEM,
      LOOKUP_REQUEST,
      UPDATE_REQUEST_ITEM),
  UNKNOWN_USER(
      "Unknown User",
      ACCEPT_ITEM,
      CANCEL_REQUEST_ITEM,
      CHECK_OUT_ITEM,
      LOOKUP_USER,
      RENEW_ITEM,
      REQUEST_ITEM,
      UPDATE_REQUEST_ITEM),
  UNSUPPORTED_SHIPPING_ADDRESS_TYPE("Unsupported Shipping Address Type", CHECK_OUT_ITEM),
  USER_ACCESS_DENIED("User Access Denied", LOOKUP_USER),
  USER_AUTHENTICATION_FAILED(
      "User Authentication Failed",
      CANCEL_REQUEST_ITEM,
      CHECK_OUT_ITEM,
      LOOKUP_USER,
      RENEW_ITEM,
      REQUEST_ITEM,
      UPDATE_REQUEST_ITEM),
  USER_BLOCKED("User Blocked", CHECK_OUT_ITEM, RENEW_ITEM, REQUEST_ITEM),
  USER_INELIGIBLE_TO_CHECK_OUT_THIS_ITEM(
      "User Ineligible To Check Out This Item", ACCEPT_ITEM, CHECK_OUT_ITEM),
  USER_INELIGIBLE_TO_RENEW_THIS_ITEM("User Ineligible To Renew This Item", RENEW_ITEM),
  USER_INELIGIBLE_TO_REQUEST_THIS_ITEM("User Ineligible To Request This Item", REQUEST_ITEM);

  private enum Kind {
    MESSAGING,
    GENERAL,
    SERVICE
  }

  private static final String SCHEMES = "http://www.niso.org/ncip/v1_0/schemes/";

  private final String value;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
  private final List<NcipService> services;

  ProblemType(String value, Kind kind) {
    this.value = value;
    this.kind = kind;
    this.services = List.of();
  }

  ProblemType(String value, NcipService... services) {
    this.value = value;
    this.kind = Kind.SERVICE;
    this.services = List.of(services);
  }

  /** The standard's words. */
  public String value() {
    return value;
  }

  /**
   * The standard's words with their scheme. A service may well use words that only another
   * service's scheme has; they are then written without a scheme.
   *
   * @param service the service that answers, or null if none could be identified
   */
  public SchemeValue in(@Nullable NcipService service) {
    return switch (kind) {
      case MESSAGING -> scheme("messagingerrortype/messagingerrortype");
      case GENERAL -> scheme("processingerrortype/generalprocessingerror");
      case SERVICE ->
          service == null || !services.contains(service)
              ? SchemeValue.of(value)
              : scheme(
                  "processingerrortype/"
                      + service.element().toLowerCase(Locale.ROOT)
                      + "processingerror");
    };
  }

  private SchemeValue scheme(String name) {
    return new SchemeValue(SCHEMES + name + ".scm", value);
  }
}
