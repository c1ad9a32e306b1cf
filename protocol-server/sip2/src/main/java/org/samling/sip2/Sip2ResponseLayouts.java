package org.samling.sip2;

import static org.samling.sip2.Sip2Fields.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layouts of the responses. */
public final class Sip2ResponseLayouts {
  private static final List<Sip2Layout<Sip2Response>> TABLE = new ArrayList<>();

  public static final Sip2Layout<Sip2Response> PATRON_STATUS_RESPONSE =
      response("24", "Patron Status Response")
          .fixed(PATRON_STATUS, LANGUAGE, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, PERSONAL_NAME)
          .optional(VALID_PATRON, VALID_PATRON_PASSWORD, CURRENCY_TYPE, FEE_AMOUNT)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> ACS_STATUS =
      response("98", "ACS Status")
          .fixed(
              ONLINE_STATUS,
              CHECKIN_OK,
              CHECKOUT_OK,
              ACS_RENEWAL_POLICY,
              STATUS_UPDATE_OK,
              OFFLINE_OK,
              TIMEOUT_PERIOD,
              RETRIES_ALLOWED,
              DATE_TIME_SYNC,
              PROTOCOL_VERSION)
          .required(INSTITUTION_ID)
          .optional(LIBRARY_NAME)
          .required(SUPPORTED_MESSAGES)
          .optional(TERMINAL_LOCATION)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> REQUEST_SC_RESEND =
      response("96", "Request SC Resend").build();

  public static final Sip2Layout<Sip2Response> LOGIN_RESPONSE =
      response("94", "Login Response").fixed(OK).build();

  public static final Sip2Layout<Sip2Response> PATRON_INFORMATION_RESPONSE =
      response("64", "Patron Information Response")
          .fixed(
              PATRON_STATUS,
              LANGUAGE,
              TRANSACTION_DATE,
              HOLD_ITEMS_COUNT,
              OVERDUE_ITEMS_COUNT,
              CHARGED_ITEMS_COUNT,
              FINE_ITEMS_COUNT,
              RECALL_ITEMS_COUNT,
              UNAVAILABLE_HOLDS_COUNT)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, PERSONAL_NAME)
          .optional(
              HOLD_ITEMS_LIMIT,
              OVERDUE_ITEMS_LIMIT,
              CHARGED_ITEMS_LIMIT,
              VALID_PATRON,
              VALID_PATRON_PASSWORD,
              CURRENCY_TYPE,
              FEE_AMOUNT,
              FEE_LIMIT)
          .repeated(
              HOLD_ITEMS,
              OVERDUE_ITEMS,
              CHARGED_ITEMS,
              FINE_ITEMS,
              RECALL_ITEMS,
              UNAVAILABLE_HOLD_ITEMS)
          .optional(HOME_ADDRESS, E_MAIL_ADDRESS, HOME_PHONE_NUMBER)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .optional(
              PERMANENT_LOCATION, PATRON_EXPIRE, PATRON_BIRTH_DATE, PATRON_CLASS, PATRON_INTERNET)
          .extensions()
          .build();

  public static final Sip2Layout<Sip2Response> END_SESSION_RESPONSE =
      response("36", "End Session Response")
          .fixed(END_SESSION, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> FEE_PAID_RESPONSE =
      response("38", "Fee Paid Response")
          .fixed(PAYMENT_ACCEPTED, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(TRANSACTION_ID)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> PATRON_ENABLE_RESPONSE =
      response("26", "Patron Enable Response")
          .fixed(PATRON_STATUS, LANGUAGE, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, PERSONAL_NAME)
          .optional(VALID_PATRON, VALID_PATRON_PASSWORD)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> CHECKOUT_RESPONSE =
      response("12", "Checkout Response")
          .fixed(OK, RENEWAL_OK, MAGNETIC_MEDIA, DESENSITIZE, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, ITEM_IDENTIFIER, TITLE_IDENTIFIER, DUE_DATE)
          .optional(
              FEE_TYPE,
              SECURITY_INHIBIT,
              CURRENCY_TYPE,
              FEE_AMOUNT,
              MEDIA_TYPE,
              ITEM_PROPERTIES,
              TRANSACTION_ID)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> CHECKIN_RESPONSE =
      response("10", "Checkin Response")
          .fixed(OK, RESENSITIZE, MAGNETIC_MEDIA, ALERT, TRANSACTION_DATE)
          .required(INSTITUTION_ID, ITEM_IDENTIFIER, PERMANENT_LOCATION)
          .optional(TITLE_IDENTIFIER, SORT_BIN, PATRON_IDENTIFIER, MEDIA_TYPE, ITEM_PROPERTIES)
          .optional(
              ALERT_TYPE,
              DESTINATION_LOCATION,
              CALL_NUMBER,
              COLLECTION_CODE,
              HOLD_PATRON_ID,
              HOLD_PATRON_NAME,
              HOME_PHONE_NUMBER)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> ITEM_INFORMATION_RESPONSE =
      response("18", "Item Information Response")
          .fixed(CIRCULATION_STATUS, SECURITY_MARKER, FEE_TYPE, TRANSACTION_DATE)
          .optional(HOLD_QUEUE_LENGTH, DUE_DATE, RECALL_DATE, HOLD_PICKUP_DATE)
          .required(ITEM_IDENTIFIER, TITLE_IDENTIFIER)
          .optional(
              OWNER,
              CURRENCY_TYPE,
              FEE_AMOUNT,
              MEDIA_TYPE,
              PERMANENT_LOCATION,
              CURRENT_LOCATION,
              ITEM_PROPERTIES)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .extensions()
          .build();

  public static final Sip2Layout<Sip2Response> ITEM_STATUS_UPDATE_RESPONSE =
      response("20", "Item Status Update Response")
          .fixed(OK, TRANSACTION_DATE)
          .required(ITEM_IDENTIFIER)
          .optional(TITLE_IDENTIFIER, ITEM_PROPERTIES)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> HOLD_RESPONSE =
      response("16", "Hold Response")
          .fixed(OK, AVAILABLE, TRANSACTION_DATE)
          .optional(EXPIRATION_DATE, QUEUE_POSITION, PICKUP_LOCATION)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(ITEM_IDENTIFIER, TITLE_IDENTIFIER)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> RENEW_RESPONSE =
      response("30", "Renew Response")
          .fixed(OK, RENEWAL_OK, MAGNETIC_MEDIA, DESENSITIZE, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, ITEM_IDENTIFIER, TITLE_IDENTIFIER, DUE_DATE)
          .optional(
              FEE_TYPE,
              SECURITY_INHIBIT,
              CURRENCY_TYPE,
              FEE_AMOUNT,
              MEDIA_TYPE,
              ITEM_PROPERTIES,
              TRANSACTION_ID)
          .repeated(SCREEN_MESSAGE, PRINT_LINE)
          .build();

  public static final Sip2Layout<Sip2Response> RENEW_ALL_RESPONSE =
      response("66", "Renew All Response")
          .fixed(OK, RENEWED_COUNT, UNRENEWED_COUNT, TRANSACTION_DATE)
          .required(INSTITUTION_ID)
          .repeated(RENEWED_ITEMS, UNRENEWED_ITEMS, SCREEN_MESSAGE, PRINT_LINE)
          .build();

  private static final List<@Nullable Sip2Layout<Sip2Response>> BY_COMMAND =
      Sip2Layout.byCommand(TABLE);

  private Sip2ResponseLayouts() {}

  private static Sip2Layout.Builder<Sip2Response> response(String command, String name) {
    return new Sip2Layout.Builder<>(command, name, Sip2Response.class, Sip2Response::new, TABLE);
  }

  static List<Sip2Layout<Sip2Response>> all() {
    return Collections.unmodifiableList(TABLE);
  }

  /** The layout of a command from 0 to 99, or null if no response has it. */
  static @Nullable Sip2Layout<Sip2Response> byCommand(int command) {
    return command < 0 ? null : BY_COMMAND.get(command);
  }
}
