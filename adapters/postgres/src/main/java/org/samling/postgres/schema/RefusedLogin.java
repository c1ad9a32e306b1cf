package org.samling.postgres.schema;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.samling.core.StoreException;

/** A login that PostgreSQL refuses because of its password, in one sentence for operators. */
public final class RefusedLogin {

  private static final String WRONG_PASSWORD = "28P01";

  /** The role stands in quotes in every language that PostgreSQL speaks. */
  private static final Pattern ROLE = Pattern.compile("[\"»„“«](.+?)[\"«“”»]");

  private RefusedLogin() {}

  /** What to say where a failure, or what caused it, is a wrong password; else empty. */
  public static Optional<StoreException> of(SQLException failure) {
    var isOne = false;
    var role = "the role";
    // A pool repeats the state and not the message, which has the name.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && WRONG_PASSWORD.equals(e.getSQLState())) {
        isOne = true;
        var named = ROLE.matcher(String.valueOf(e.getMessage()));
        role = named.find() ? named.group(1) : role;
      }
    }
    return isOne
        ? Optional.of(
            new StoreException(
                StoreException.Kind.UNAVAILABLE,
                "the database refused the password of " + role,
                failure))
        : Optional.empty();
  }
}
