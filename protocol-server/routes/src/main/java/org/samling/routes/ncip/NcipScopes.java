package org.samling.routes.ncip;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.ncip.data.NcipService;

/** Decides which services may be used with a set of scopes. */
final class NcipScopes {

  private NcipScopes() {}

  /** Whether an account may use a service. */
  static boolean mayUse(Account account, NcipService service) {
    var scope = of(service);
    return scope == null || account.may(scope);
  }

  /** Whether a token's scopes open a service. */
  static boolean mayUse(Set<Scope> scopes, NcipService service) {
    var scope = of(service);
    return scope == null || scopes.contains(scope);
  }

  /**
   * The scope of a service; null for one that this server does not have, or that reveals nothing.
   */
  private static @Nullable Scope of(NcipService service) {
    return switch (service) {
      case LOOKUP_USER, LOOKUP_ITEM, LOOKUP_ITEM_SET, LOOKUP_REQUEST, LOOKUP_AGENCY ->
          Scope.NCIP_LOOKUP;
      case REQUEST_ITEM,
          CANCEL_REQUEST_ITEM,
          UPDATE_REQUEST_ITEM,
          ITEM_REQUEST_CANCELLED,
          ITEM_REQUEST_UPDATED,
          ITEM_REQUESTED ->
          Scope.NCIP_REQUEST;
      case CHECK_OUT_ITEM,
          CHECK_IN_ITEM,
          RENEW_ITEM,
          RECALL_ITEM,
          CANCEL_RECALL_ITEM,
          UNDO_CHECK_OUT_ITEM,
          ITEM_CHECKED_IN,
          ITEM_CHECKED_OUT,
          ITEM_RENEWED,
          CIRCULATION_STATUS_UPDATED,
          CIRCULATION_STATUS_CHANGE_REPORTED,
          ITEM_SHIPPED,
          ITEM_RECEIVED ->
          Scope.NCIP_CIRCULATE;
      case CREATE_USER_FISCAL_TRANSACTION -> Scope.NCIP_CHARGE;
      case CREATE_USER, UPDATE_USER -> Scope.NCIP_USERS;
      case ACCEPT_ITEM, DELETE_ITEM -> Scope.NCIP_BORROW;
      case AGENCY_CREATED,
          AGENCY_UPDATED,
          CREATE_AGENCY,
          CREATE_ITEM,
          DELETE_USER,
          ITEM_CREATED,
          ITEM_RECALL_CANCELLED,
          ITEM_RECALLED,
          ITEM_UPDATED,
          LOOKUP_VERSION,
          REPORT_CIRCULATION_STATUS_CHANGE,
          SEND_USER_NOTICE,
          UPDATE_AGENCY,
          UPDATE_CIRCULATION_STATUS,
          UPDATE_ITEM,
          USER_CREATED,
          USER_FISCAL_TRANSACTION_CREATED,
          USER_NOTICE_SENT,
          USER_UPDATED ->
          null;
    };
  }
}
