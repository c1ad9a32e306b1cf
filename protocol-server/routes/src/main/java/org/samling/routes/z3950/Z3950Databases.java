package org.samling.routes.z3950;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.routes.catalogue.Databases;
import org.samling.routes.catalogue.Databases.Database;
import org.samling.z3950.data.Bib1Diagnostic;

/** The databases, with the diagnostics of those that can't be searched. */
final class Z3950Databases {

  private final Databases databases;

  Z3950Databases(Databases databases) {
    this.databases = databases;
  }

  /** Whether there is a database that can be searched without an account. */
  boolean isAnyOpen() {
    return databases.isAnyOpen();
  }

  /**
   * The database with this name, for this client.
   *
   * @param name the name, ignoring case
   * @param account the client's account, or null for the public
   * @throws DiagnosticException where there is none, or the client may not search it
   */
  Database find(String name, @Nullable Account account) {
    return switch (databases.named(name, account)) {
      case Database database -> database;
      case Databases.Forbidden() ->
          throw new DiagnosticException(Bib1Diagnostic.DATABASE_ACCESS_DENIED, name);
      case Databases.Unknown() ->
          throw new DiagnosticException(Bib1Diagnostic.DATABASE_DOES_NOT_EXIST, name);
    };
  }

  /**
   * The one database that a request names.
   *
   * @throws DiagnosticException where it names none or several, or the client can't search it
   */
  Database findSingle(List<String> names, @Nullable Account account) {
    if (names.size() != 1) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_DATABASES, names.isEmpty() ? "name one database" : "1");
    }
    return find(names.getFirst(), account);
  }
}
