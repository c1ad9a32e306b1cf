package org.samling.operations.imports;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.TenantId;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.accounts.AccountRights;

/** Whose records an account may import. */
public final class ImportOwners {

  private ImportOwners() {}

  /**
   * The tenant that owns the records; null for common records.
   *
   * @param records own or common; null for own
   * @throws Problem where the account may not import them
   */
  static @Nullable TenantId owner(Request<?> request, @Nullable String records) {
    return switch (records) {
      case null -> request.tenantId();
      case "own" -> request.tenantId();
      case "common" -> {
        if (!mayCommon(request)) {
          throw AccountRights.lacksScope(request.account(), Scope.CATALOGUE_IMPORT_COMMON);
        }
        yield null;
      }
      default -> throw Problem.invalid("\"records\" must be own or common.");
    };
  }

  /** Whether an account may import common records. */
  public static boolean mayCommon(Request<?> request) {
    return request.account().scopes().contains(Scope.CATALOGUE_IMPORT_COMMON);
  }
}
