package org.samling.routes.oai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.harvest.CatalogueHarvest.Position;
import org.samling.core.harvest.Signatures;
import org.samling.oaipmh.OaiRequest.Harvest.Begin;
import org.samling.oaipmh.OaiVerb;

/**
 * Resumption tokens. A token holds all that is needed to continue, so that the server keeps no
 * state, and is signed, so that it can't be forged.
 */
final class OaiTokens {

  private static final String SEPARATOR = "\n";
  private static final int PARTS = 10;

  private final Signatures signatures;

  /**
   * The content of a token.
   *
   * @param list its list, repository and database: a token is valid for these only
   * @param begin the original request
   * @param position the position after which to continue
   * @param cursor how many records were sent before
   */
  record Token(Listing list, Begin begin, Position position, long cursor) {}

  /**
   * A list of a repository.
   *
   * @param verb whether it lists headers or records
   * @param repository the repository's code
   * @param origin the database whose transaction numbers it uses
   */
  record Listing(OaiVerb verb, String repository, String origin) {}

  OaiTokens(Signatures signatures) {
    this.signatures = signatures;
  }

  String write(Token token) {
    var begin = token.begin();
    var text =
        String.join(
            SEPARATOR,
            token.list().verb().name(),
            token.list().repository(),
            token.list().origin(),
            begin.metadataPrefix(),
            text(begin.from()),
            text(begin.until()),
            begin.set() == null ? "" : begin.set(),
            Long.toString(token.position().transaction()),
            token.position().record().toString(),
            Long.toString(token.cursor()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8))
        + "."
        + signatures.sign(text);
  }

  /** Reads a token; nothing if it was not issued for this list. */
  Optional<Token> read(String value, Listing list) {
    var dot = value.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(value.substring(0, dot)), UTF_8);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return signatures.isSigned(text, value.substring(dot + 1))
        ? Optional.of(token(text)).filter(token -> token.list().equals(list))
        : Optional.empty();
  }

  private static Token token(String signed) {
    var parts = signed.split(SEPARATOR, PARTS);
    return new Token(
        new Listing(OaiVerb.valueOf(parts[0]), parts[1], parts[2]),
        new Begin(parts[3], time(parts[4]), time(parts[5]), parts[6].isEmpty() ? null : parts[6]),
        new Position(Long.parseLong(parts[7]), UUID.fromString(parts[8])),
        Long.parseLong(parts[9]));
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  private static @Nullable Instant time(String text) {
    return text.isEmpty() ? null : Instant.parse(text);
  }
}
