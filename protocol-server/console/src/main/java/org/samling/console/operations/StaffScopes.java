package org.samling.console.operations;

import static org.samling.core.staff.Permission.CATALOGUE_CHANGE;
import static org.samling.core.staff.Permission.CATALOGUE_SEE;
import static org.samling.core.staff.Permission.CIRCULATION_CHANGE;
import static org.samling.core.staff.Permission.CIRCULATION_SEE;
import static org.samling.core.staff.Permission.ILL_CHANGE;
import static org.samling.core.staff.Permission.ILL_SEE;
import static org.samling.core.staff.Permission.IMPORTS;
import static org.samling.core.staff.Permission.MACHINES_CHANGE;
import static org.samling.core.staff.Permission.MONEY_BACK;
import static org.samling.core.staff.Permission.NODES_SEE;
import static org.samling.core.staff.Permission.POLICY_CHANGE;
import static org.samling.core.staff.Permission.POLICY_SEE;
import static org.samling.core.staff.Permission.PRIVACY;
import static org.samling.core.staff.Permission.STATISTICS_SEE;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Account.Site;
import org.samling.core.organisation.Tenant;
import org.samling.core.staff.Permission;
import org.samling.core.staff.StaffMember;
import org.samling.operations.Operation;

/**
 * The scopes that members of staff have in operations. They follow from the permissions of their
 * role, so that nobody sees or changes by an operation what the other sections deny them.
 */
public final class StaffScopes {

  private StaffScopes() {}

  /** The scopes of a member. */
  public static Set<Scope> of(StaffMember member) {
    var permissions = member.role().permissions();
    return Arrays.stream(Scope.values())
        .filter(scope -> permissions.containsAll(needed(scope)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A member as an account with these scopes, bound as they are.
   *
   * @param branch the code of the branch where they work
   */
  static Account account(StaffMember member, Tenant tenant, String branch) {
    return new Account(
        tenant,
        member.id(),
        Protocol.REST,
        member.username(),
        new Site(branch, "", StandardCharsets.UTF_8.name(), "000"),
        Access.OPEN,
        null,
        of(member),
        Set.of(),
        member.bounds(),
        0);
  }

  /** Whether a member may use an operation. */
  static boolean permit(StaffMember member, Operation<?, ?, ?> operation) {
    return of(member).contains(operation.scope()) && operation.isFor(member.bounds());
  }

  /** Whether an operation is booked at the branch where somebody works. */
  static boolean isBooked(Operation<?, ?, ?> operation) {
    return operation.changes() && needed(operation.scope()).contains(CIRCULATION_CHANGE);
  }

  /** The permissions that a scope takes, all of them. */
  private static Set<Permission> needed(Scope scope) {
    return switch (scope) {
      case ITEMS_READ -> EnumSet.of(CATALOGUE_SEE);
      case CATALOGUE_UPDATE, STOCK_MANAGE -> EnumSet.of(CATALOGUE_CHANGE);
      case CATALOGUE_IMPORT -> EnumSet.of(IMPORTS);
      case PATRONS_READ, BOOKINGS_READ, GROUPS_READ, DEBT_READ, NOTICES_READ, OFFLINE_READ ->
          EnumSet.of(CIRCULATION_SEE);
      case CIRCULATION,
          CIRCULATION_OVERRIDE,
          HOLDS,
          FEES_CHARGE,
          FEES_FORGIVE,
          PAYMENTS,
          PATRONS_CREATE,
          PATRONS_CHANGE,
          PATRONS_BLOCK,
          PATRONS_UNLOCK,
          PATRONS_PINS,
          BOOKINGS_PLACE,
          NOTICES_WISHES,
          NOTICES_BOUNCE,
          NOTICES_SEND,
          OFFLINE_SETTLE,
          STOCK_COUNT ->
          EnumSet.of(CIRCULATION_CHANGE);
      case FEES_REFUND -> EnumSet.of(CIRCULATION_CHANGE, MONEY_BACK);
      // It can't be undone, and touches what is remembered of a person.
      case PATRONS_MERGE -> EnumSet.of(CIRCULATION_CHANGE, PRIVACY);
      case CIRCULATION_RECORD, PATRONS_AUTHENTICATE, GROUPS_MANAGE, DEBT_MANAGE ->
          EnumSet.of(CIRCULATION_CHANGE, POLICY_CHANGE);
      // These say for whom: requests and their messages, and sets that are booked.
      case SETS_MANAGE -> EnumSet.of(CATALOGUE_CHANGE, CIRCULATION_SEE);
      case ILL_READ -> EnumSet.of(ILL_SEE, CIRCULATION_SEE);
      case ILL_HANDLE -> EnumSet.of(ILL_CHANGE, CIRCULATION_SEE);
      case ILL_REQUEST -> EnumSet.of(ILL_CHANGE);
      case STATISTICS_READ -> EnumSet.of(STATISTICS_SEE);
      case STATISTICS_VISITS, STATISTICS_DELIVER -> EnumSet.of(STATISTICS_SEE, POLICY_CHANGE);
      case CONFIGURATION_READ -> EnumSet.of(POLICY_SEE);
      case CONFIGURATION_CHANGE -> EnumSet.of(POLICY_CHANGE);
      case PRIVACY, PRIVACY_ERASE -> EnumSet.of(PRIVACY);
      case ACCOUNTS_MANAGE -> EnumSet.of(MACHINES_CHANGE);
      // No operation asks for the scopes of NCIP: they are granted to those who make accounts.
      case NCIP_LOOKUP -> EnumSet.of(MACHINES_CHANGE, CIRCULATION_SEE);
      case NCIP_REQUEST, NCIP_CIRCULATE, NCIP_CHARGE, NCIP_USERS ->
          EnumSet.of(MACHINES_CHANGE, CIRCULATION_CHANGE);
      case NCIP_BORROW -> EnumSet.of(MACHINES_CHANGE, ILL_CHANGE);
      // Who runs a tenant, and nobody else: the password is still asked for afterwards.
      case STAFF_UNLOCK -> EnumSet.of(MACHINES_CHANGE, POLICY_CHANGE);
      // Operators only.
      case CATALOGUE_IMPORT_COMMON, STAFF_MANAGE, TENANTS_MANAGE -> EnumSet.of(NODES_SEE);
    };
  }
}
