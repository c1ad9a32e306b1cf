package org.samling.operations.imports;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
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

  /**
   * An import of records that the account may import.
   *
   * @throws Problem where there is none with this number
   */
  static ImportBatch batch(ImportBatches batches, Request<?> request, String text) {
    return number(text)
        .flatMap(number ->
            batches
                .find(request.tenantId(), number)
                .or(() -> mayCommon(request) ? batches.find(null, number) : Optional.empty()))
        .orElseThrow(() ->
            Problem.unknown("%s has no import \"%s\".".formatted(request.tenant().code(), text)));
  }

  static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Whether an account may import common records. */
  public static boolean mayCommon(Request<?> request) {
    return request.account().scopes().contains(Scope.CATALOGUE_IMPORT_COMMON);
  }
}
