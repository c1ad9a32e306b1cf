package org.samling.sip2;

import static org.samling.sip2.Sip2Fields.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Sip2Request.*;

/** The layouts of the requests, in the order in which BX lists them. */
public final class Sip2RequestLayouts {
  private static final List<Sip2Layout<? extends Sip2Request>> TABLE = new ArrayList<>();

  public static final Sip2Layout<PatronStatusRequest> PATRON_STATUS_REQUEST =
      request("23", "Patron Status Request", PatronStatusRequest.class, PatronStatusRequest::new)
          .fixed(LANGUAGE, TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, TERMINAL_PASSWORD, PATRON_PASSWORD)
          .build();

  public static final Sip2Layout<Checkout> CHECKOUT =
      request("11", "Checkout", Checkout.class, Checkout::new)
          .fixed(SC_RENEWAL_POLICY, NO_BLOCK, TRANSACTION_DATE, NB_DUE_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER, ITEM_IDENTIFIER, TERMINAL_PASSWORD)
          .optional(ITEM_PROPERTIES, PATRON_PASSWORD, FEE_ACKNOWLEDGED, CANCEL)
          .build();

  public static final Sip2Layout<Checkin> CHECKIN =
      request("09", "Checkin", Checkin.class, Checkin::new)
          .fixed(NO_BLOCK, TRANSACTION_DATE, RETURN_DATE)
          .required(CURRENT_LOCATION, INSTITUTION_ID, ITEM_IDENTIFIER, TERMINAL_PASSWORD)
          .optional(ITEM_PROPERTIES, CANCEL)
          .build();

  public static final Sip2Layout<BlockPatron> BLOCK_PATRON =
      request("01", "Block Patron", BlockPatron.class, BlockPatron::new)
          .fixed(CARD_RETAINED, TRANSACTION_DATE)
          .required(INSTITUTION_ID, BLOCKED_CARD_MSG, PATRON_IDENTIFIER, TERMINAL_PASSWORD)
          .build();

  public static final Sip2Layout<ScStatus> SC_STATUS =
      request("99", "SC Status", ScStatus.class, ScStatus::new)
          .fixed(STATUS_CODE, MAX_PRINT_WIDTH, PROTOCOL_VERSION)
          .build();

  public static final Sip2Layout<RequestAcsResend> REQUEST_ACS_RESEND =
      request("97", "Request ACS Resend", RequestAcsResend.class, RequestAcsResend::new).build();

  public static final Sip2Layout<Login> LOGIN =
      request("93", "Login", Login.class, Login::new)
          .fixed(UID_ALGORITHM, PWD_ALGORITHM)
          .required(LOGIN_USER_ID, LOGIN_PASSWORD)
          .optional(LOCATION_CODE)
          .build();

  public static final Sip2Layout<PatronInformation> PATRON_INFORMATION =
      request("63", "Patron Information", PatronInformation.class, PatronInformation::new)
          .fixed(LANGUAGE, TRANSACTION_DATE, SUMMARY)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(TERMINAL_PASSWORD, PATRON_PASSWORD, START_ITEM, END_ITEM)
          .build();

  public static final Sip2Layout<EndPatronSession> END_PATRON_SESSION =
      request("35", "End Patron Session", EndPatronSession.class, EndPatronSession::new)
          .fixed(TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(TERMINAL_PASSWORD, PATRON_PASSWORD)
          .build();

  public static final Sip2Layout<FeePaid> FEE_PAID =
      request("37", "Fee Paid", FeePaid.class, FeePaid::new)
          .fixed(TRANSACTION_DATE, FEE_TYPE, PAYMENT_TYPE, CURRENCY_TYPE)
          .required(FEE_AMOUNT, INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(TERMINAL_PASSWORD, PATRON_PASSWORD, FEE_IDENTIFIER, TRANSACTION_ID)
          .build();

  public static final Sip2Layout<ItemInformation> ITEM_INFORMATION =
      request("17", "Item Information", ItemInformation.class, ItemInformation::new)
          .fixed(TRANSACTION_DATE)
          .required(INSTITUTION_ID, ITEM_IDENTIFIER)
          .optional(TERMINAL_PASSWORD)
          .build();

  public static final Sip2Layout<ItemStatusUpdate> ITEM_STATUS_UPDATE =
      request("19", "Item Status Update", ItemStatusUpdate.class, ItemStatusUpdate::new)
          .fixed(TRANSACTION_DATE)
          .required(INSTITUTION_ID, ITEM_IDENTIFIER)
          .optional(TERMINAL_PASSWORD)
          .required(ITEM_PROPERTIES)
          .build();

  public static final Sip2Layout<PatronEnable> PATRON_ENABLE =
      request("25", "Patron Enable", PatronEnable.class, PatronEnable::new)
          .fixed(TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(TERMINAL_PASSWORD, PATRON_PASSWORD)
          .build();

  public static final Sip2Layout<Hold> HOLD =
      request("15", "Hold", Hold.class, Hold::new)
          .fixed(HOLD_MODE, TRANSACTION_DATE)
          .optional(EXPIRATION_DATE, PICKUP_LOCATION, HOLD_TYPE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(
              PATRON_PASSWORD,
              ITEM_IDENTIFIER,
              TITLE_IDENTIFIER,
              TERMINAL_PASSWORD,
              FEE_ACKNOWLEDGED)
          .build();

  public static final Sip2Layout<Renew> RENEW =
      request("29", "Renew", Renew.class, Renew::new)
          .fixed(THIRD_PARTY_ALLOWED, NO_BLOCK, TRANSACTION_DATE, NB_DUE_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(
              PATRON_PASSWORD,
              ITEM_IDENTIFIER,
              TITLE_IDENTIFIER,
              TERMINAL_PASSWORD,
              ITEM_PROPERTIES,
              FEE_ACKNOWLEDGED)
          .build();

  public static final Sip2Layout<RenewAll> RENEW_ALL =
      request("65", "Renew All", RenewAll.class, RenewAll::new)
          .fixed(TRANSACTION_DATE)
          .required(INSTITUTION_ID, PATRON_IDENTIFIER)
          .optional(PATRON_PASSWORD, TERMINAL_PASSWORD, FEE_ACKNOWLEDGED)
          .build();

  private static final List<@Nullable Sip2Layout<? extends Sip2Request>> BY_COMMAND =
      Sip2Layout.byCommand(TABLE);

  private Sip2RequestLayouts() {}

  private static <M extends Sip2Request> Sip2Layout.Builder<M> request(
      String command, String name, Class<M> type, Function<Sip2Message.Content, M> maker) {
    return new Sip2Layout.Builder<>(command, name, type, maker, TABLE);
  }

  static List<Sip2Layout<? extends Sip2Request>> all() {
    return Collections.unmodifiableList(TABLE);
  }

  /** The layout of a command from 0 to 99, or null if no request has it. */
  static @Nullable Sip2Layout<? extends Sip2Request> byCommand(int command) {
    return command < 0 ? null : BY_COMMAND.get(command);
  }
}
