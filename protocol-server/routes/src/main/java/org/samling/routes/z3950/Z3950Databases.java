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

  /** Whether somebody without an account finds anything to search. */
  boolean isAnyOpen() {
    return databases.isAnyOpen();
  }

  /**
   * The database with this name, for this client.
   *
   * @param name the name, in whatever case
   * @param account the client's account, or null for anybody
   * @throws DiagnosticException where there is none, or it is not the client's to search
   */
  Database named(String name, @Nullable Account account) {
    return switch (databases.named(name, account)) {
      case Database database -> database;
      case Databases.Closed() ->
          throw new DiagnosticException(Bib1Diagnostic.DATABASE_ACCESS_DENIED, name);
      case Databases.Unknown() ->
          throw new DiagnosticException(Bib1Diagnostic.DATABASE_DOES_NOT_EXIST, name);
    };
  }

  /**
   * The one database that a request names.
   *
   * @throws DiagnosticException where it names none or several, or the one is not there or not the
   *     client's to search
   */
  Database only(List<String> names, @Nullable Account account) {
    if (names.size() != 1) {
      throw new DiagnosticException(
          Bib1Diagnostic.TOO_MANY_DATABASES, names.isEmpty() ? "name one database" : "1");
    }
    return named(names.getFirst(), account);
  }
}
