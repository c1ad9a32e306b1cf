package org.samling.postgres.registers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Keeps tokens by their hashes. A token names its tenant and its number before the secret. */
public final class PostgresAccountTokens implements AccountTokens {

  private static final String CREATE =
      """
      insert into account_token (tenant_id, id, account_id, token_hash, label, scopes, expires_at, created_by)
      select tenant_id, ?, id, ?, ?, ?, ?, ? from account where tenant_id = ? and username = ? and protocol = 'REST'
      returning id
      """;

  private static final String LIST =
      """
      select t.*, a.username from account_token t
      join account a on a.tenant_id = t.tenant_id and a.id = t.account_id
      where t.tenant_id = ? order by a.username, t.created_at, t.id
      """;

  private static final String REVOKE =
      "update account_token set revoked_at = now() where tenant_id = ? and id = ? and revoked_at is null returning id";

  /** The new token expires when the old one would have. */
  private static final String ROTATE =
      """
      insert into account_token (tenant_id, id, account_id, token_hash, label, scopes, expires_at, created_by)
      select tenant_id, ?, account_id, ?, label, scopes, now() + (expires_at - created_at), ? from account_token
      where tenant_id = ? and id = ? and revoked_at is null and (expires_at is null or expires_at > now())
      returning id
      """;

  private static final String END =
      """
      update account_token set expires_at = least(coalesce(expires_at, 'infinity'), ?)
      where tenant_id = ? and id = ? and revoked_at is null and (expires_at is null or expires_at > now())
      """;

  private static final String SHOWN =
      """
      select account_id, token_hash, scopes, label from account_token
      where tenant_id = ? and id = ? and revoked_at is null and (expires_at is null or expires_at > now())
      """;

  private static final String USED =
      """
      update account_token set used_at = date_trunc('hour', now())
      where tenant_id = ? and id = ? and (used_at is null or used_at < now() - interval '1 hour')
      """;

  private static final Pattern FORM =
      Pattern.compile(PREFIX + "([0-9]{1,9})_([0-9a-f]{32})([0-9a-f]{64})");

  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;

  public PostgresAccountTokens(Database database) {
    this.database = database;
  }

  /**
   * What a presented token grants.
   *
   * @param account its account
   * @param scopes what it gives access to
   * @param name its label and number, for the access log
   */
  record Shown(TenantId tenant, UUID account, Set<Scope> scopes, String name) {}

  @Override
  public Optional<CreatedToken> create(TenantId tenant, String username, NewToken token) {
    var made = made(tenant);
    return inserted(
        made,
        tenant,
        new Pipeline(),
        p ->
            p.any(
                CREATE,
                made.id(),
                hash(made.value().value()),
                token.label(),
                texts(token.scopes()),
                token.expires(),
                token.by(),
                tenant.value(),
                username));
  }

  @Override
  public Optional<CreatedToken> rotate(TenantId tenant, UUID token, Instant until, String by) {
    var made = made(tenant);
    return inserted(
        made,
        tenant,
        new Pipeline().add(END, until, tenant.value(), token),
        p -> p.any(ROTATE, made.id(), hash(made.value().value()), by, tenant.value(), token));
  }

  /** Inserts the new token before the old one is changed. */
  private Optional<CreatedToken> inserted(
      CreatedToken made,
      TenantId tenant,
      Pipeline then,
      Function<Pipeline, Answer<Boolean>> insert) {
    var isMade =
        database.inTenant(
            tenant,
            p -> {
              var any = insert.apply(p);
              p.add(then);
              return any;
            });
    return isMade ? Optional.of(made) : Optional.empty();
  }

  @Override
  public List<Token> list(TenantId tenant) {
    return database.inTenant(
        tenant, p -> p.list(TokenRow.class, TokenRow::token, LIST, tenant.value()));
  }

  @Override
  public boolean revoke(TenantId tenant, UUID token) {
    return database.inTenant(tenant, p -> p.any(REVOKE, tenant.value(), token));
  }

  /** The account and scopes of a token that is valid now. */
  Optional<Shown> shown(Secret token) {
    var parts = FORM.matcher(token.value());
    if (!parts.matches()) {
      return Optional.empty();
    }
    var tenant = new TenantId(Integer.parseInt(parts.group(1)));
    var id = uuid(parts.group(2));
    var hash = hash(token.value());
    var found =
        database
            .inTenant(tenant, p -> p.optional(ShownRow.class, SHOWN, tenant.value(), id))
            .filter(row -> MessageDigest.isEqual(row.tokenHash().toArray(), hash))
            .map(row ->
                new Shown(
                    tenant,
                    row.accountId(),
                    PostgresAccounts.known(row.scopes()),
                    "%s (%s)".formatted(row.label(), id)));
    found.ifPresent(_ -> database.inTenant(tenant, new Pipeline().add(USED, tenant.value(), id)));
    return found;
  }

  private record ShownRow(UUID accountId, Bytes tokenHash, Set<String> scopes, String label) {}

  private record TokenRow(
      UUID id,
      String username,
      String label,
      Set<String> scopes,
      Instant createdAt,
      String createdBy,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant usedAt) {

    Token token() {
      return new Token(
          id,
          username,
          label,
          PostgresAccounts.known(scopes),
          createdAt,
          createdBy,
          expiresAt,
          revokedAt,
          usedAt);
    }
  }

  private static SqlArray texts(Set<Scope> scopes) {
    return SqlArray.texts(scopes.stream().map(Scope::text).sorted().toList());
  }

  private static CreatedToken made(TenantId tenant) {
    var id = Uuids.next(Instant.now());
    var secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new CreatedToken(
        id,
        new Secret(
            PREFIX
                + tenant.value()
                + "_"
                + id.toString().replace("-", "")
                + HexFormat.of().formatHex(secret)));
  }

  private static UUID uuid(String hex) {
    return new UUID(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
