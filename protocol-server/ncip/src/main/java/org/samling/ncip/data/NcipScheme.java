package org.samling.ncip.data;

import java.util.regex.Pattern;

/**
 * The schemes of values, as far as this server's messages use them (NCIP 2.02, Appendix A and the
 * schemes of NCIP 1 that it still uses; danZIG 06 and 07).
 */
public enum NcipScheme {
  AUTHENTICATION_INPUT_TYPE(niso("imp1/", "authenticationinputtype")),
  BIBLIOGRAPHIC_ITEM_IDENTIFIER_CODE(niso("imp1/", "bibliographicitemidentifiercode")),
  BIBLIOGRAPHIC_RECORD_IDENTIFIER_CODE(niso("imp1/", "bibliographicrecordidentifiercode")),
  CIRCULATION_STATUS(niso("imp1/", "circulationstatus")),
  CURRENCY_CODE(
      "http://www.bsi-global.com/Technical+Information/Publications/_Publications/tig90x.doc"),
  ELECTRONIC_ADDRESS_TYPE("http://www.iana.org/assignments/uri-schemes"),
  /** Numbers of the Danish national bibliography. */
  FAUST("http://biblstandard.dk/ncip/schemes/faust/1.0/"),
  FISCAL_ACTION_TYPE(niso("imp1/", "fiscalactiontype")),
  FISCAL_TRANSACTION_TYPE(niso("imp1/", "fiscaltransactiontype")),
  /** Danish libraries (ISO 15511). */
  ISIL("http://biblstandard.dk/isil/schemes/1.1/"),
  ITEM_DESCRIPTION_LEVEL(niso("imp1/", "itemdescriptionlevel")),
  ITEM_ELEMENT_TYPE(niso("", "itemelementtype")),
  ITEM_IDENTIFIER_TYPE(niso("imp1/", "visibleitemidentifiertype")),
  ITEM_USE_RESTRICTION_TYPE(niso("imp1/", "itemuserestrictiontype")),
  LANGUAGE("http://lcweb.loc.gov/standards/iso639-2/bibcodes.html"),
  LOCATION_TYPE(niso("imp1/", "locationtype")),
  MEDIUM_TYPE(niso("imp1/", "mediumtype")),
  ORGANIZATION_NAME_TYPE(niso("imp1/", "organizationnametype")),
  PAYMENT_METHOD_TYPE(niso("imp1/", "paymentmethodtype")),
  PHYSICAL_ADDRESS_TYPE(niso("imp1/", "physicaladdresstype")),
  REQUEST_SCOPE_TYPE(niso("imp1/", "requestscopetype")),
  REQUEST_STATUS_TYPE(niso("imp1/", "requeststatustype")),
  REQUEST_TYPE(niso("imp1/", "requesttype")),
  UNSTRUCTURED_ADDRESS_TYPE(niso("imp1/", "unstructuredaddresstype")),
  USER_ADDRESS_ROLE_TYPE(
      "http://www.niso.org/ncip/v2_0/imp1/schemes/useraddressroletype/useraddressroletype.scm"),
  USER_ELEMENT_TYPE(niso("", "userelementtype")),
  USER_IDENTIFIER_TYPE(niso("imp1/", "visibleuseridentifiertype"));

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}-");

  private final String uri;

  NcipScheme(String uri) {
    this.uri = uri;
  }

  public String uri() {
    return uri;
  }

  /** A library's identifier, with its scheme if it is an ISIL of a country (ISO 15511). */
  public static SchemeValue agency(String identifier) {
    return COUNTRY.matcher(identifier).lookingAt()
        ? ISIL.of(identifier)
        : SchemeValue.of(identifier);
  }

  /** A value of this scheme; its membership in the scheme is not checked. */
  public SchemeValue of(String value) {
    return new SchemeValue(uri, value);
  }

  private static String niso(String edition, String name) {
    return "http://www.niso.org/ncip/v1_0/%sschemes/%s/%s.scm".formatted(edition, name, name);
  }
}
