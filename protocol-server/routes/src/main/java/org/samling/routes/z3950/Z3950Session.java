package org.samling.routes.z3950;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.organisation.Account;
import org.samling.core.search.Query;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.data.ProtocolVersion;

/**
 * The state of one Z39.50 connection: the standard's Z-association with its result sets.
 *
 * <p>Used by one thread at a time: the connection's own. Other threads may also use {@link
 * #isOpen()}, {@link #peer()} and the negotiated options.
 */
public final class Z3950Session implements AutoCloseable {

  /** How many names of evicted result sets are remembered. */
  private static final int MOST_GONE = 1_000;

  private final LinkedHashMap<String, NamedSet> sets = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<String> evicted = new LinkedHashSet<>();
  private final Z3950Operations operations = new Z3950Operations();
  private volatile Z3950Codec codec = new Z3950Codec(BerLimits.DEFAULT);
  private volatile Set<InitOption> options = Set.of();
  private RecordSyntax usmarc = RecordSyntax.MARC21;
  private long preferredMessageSize;
  private long exceptionalRecordSize;
  private volatile @Nullable Account account;
  private @Nullable String group;
  private volatile boolean open;

  /**
   * A result set with its origin.
   *
   * @param database the database that was searched, under its own name
   * @param scope whose catalogue that is, or null for other libraries' catalogues
   * @param query the query
   * @param terms the number of terms in the query
   * @param order the sort order
   * @param found the records
   */
  record NamedSet(
      String database,
      @Nullable SearchScope scope,
      Query query,
      int terms,
      SortOrder order,
      ResultSet found) {}

  private final @Nullable Account presetAccount;

  /** A new connection. */
  public Z3950Session() {
    this(null);
  }

  private Z3950Session(@Nullable Account known) {
    this.presetAccount = known;
  }

  /** A connection whose client is already known: an Init without a user is this account's. */
  public static Z3950Session of(Account account) {
    return new Z3950Session(account);
  }

  /** The account that is known before Init, or null. */
  @Nullable Account presetAccount() {
    return presetAccount;
  }

  /** The operations that are running or waiting on the connection. */
  Z3950Operations operations() {
    return operations;
  }

  /** Whether an Init was accepted. */
  public boolean isOpen() {
    return open;
  }

  /** The client's user name, for the log. */
  public String peer() {
    var known = account;
    return known == null ? "anonymous" : known.username();
  }

  /** Opens the session with what was negotiated at Init. */
  void open(
      @Nullable Account client,
      @Nullable String clientGroup,
      Z3950Codec agreed,
      Set<InitOption> agreedOptions,
      long messageSize,
      long recordSize,
      RecordSyntax iso2709) {
    account = client;
    group = clientGroup;
    usmarc = iso2709;
    codec = agreed;
    options = Set.copyOf(agreedOptions);
    preferredMessageSize = messageSize;
    exceptionalRecordSize = recordSize;
    open = true;
  }

  /** The variant of MARC 21 in ISO 2709 for the client. */
  RecordSyntax usmarc() {
    return usmarc;
  }

  /** The account that is logged in, or null if the client is anonymous. */
  public @Nullable Account account() {
    return account;
  }

  /** The group that the client named at Init, or null: by custom its library, but no proof. */
  @Nullable String group() {
    return group;
  }

  Z3950Codec codec() {
    return codec;
  }

  /** Whether the negotiated version has Close. */
  boolean hasClose() {
    return codec.version() == ProtocolVersion.VERSION_3;
  }

  boolean has(InitOption option) {
    return options.contains(option);
  }

  long preferredMessageSize() {
    return preferredMessageSize;
  }

  long exceptionalRecordSize() {
    return exceptionalRecordSize;
  }

  /** The result set with this name, or null. */
  @Nullable NamedSet set(String name) {
    return sets.get(name);
  }

  /** Whether a result set with this name was evicted. */
  boolean isEvicted(String name) {
    return evicted.contains(name);
  }

  /**
   * Stores a result set, replacing one with the same name. If there are too many, the least
   * recently used is evicted.
   */
  void keep(String name, NamedSet set, int most) {
    delete(name);
    sets.put(name, set);
    if (sets.size() > most) {
      var eldest = sets.firstEntry().getKey();
      delete(eldest);
      if (evicted.size() < MOST_GONE) {
        evicted.add(eldest);
      }
    }
  }

  /** Deletes a result set; returns false if there is none. */
  boolean delete(String name) {
    evicted.remove(name);
    var set = sets.remove(name);
    if (set != null) {
      set.found().close();
    }
    return set != null;
  }

  void deleteAll() {
    sets.values().forEach(set -> set.found().close());
    sets.clear();
    evicted.clear();
  }

  @Override
  public void close() {
    deleteAll();
  }
}
