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
 * What is known of one Z39.50 connection: the standard's Z-association with its result sets.
 *
 * <p>Used by one thread at a time: the connection's own; {@link #isOpen()}, {@link #peer()} and
 * what was agreed on by others too.
 */
public final class Z3950Session implements AutoCloseable {

  /** How many names of result sets that had to go are remembered. */
  private static final int MOST_GONE = 1_000;

  private final LinkedHashMap<String, NamedSet> sets = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<String> gone = new LinkedHashSet<>();
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
   * A result set with what it came from.
   *
   * @param database the database that was searched, as it presents itself
   * @param scope whose catalogue that is, or null where it is other libraries'
   * @param query what was searched for
   * @param terms how many terms the query has
   * @param order in which order they are told
   * @param found the records
   */
  record NamedSet(
      String database,
      @Nullable SearchScope scope,
      Query query,
      int terms,
      SortOrder order,
      ResultSet found) {}

  private final @Nullable Account known;

  /** A connection that has just been opened. */
  public Z3950Session() {
    this(null);
  }

  private Z3950Session(@Nullable Account known) {
    this.known = known;
  }

  /** One of which it is known who is at the other side: an Init that names nobody is theirs. */
  public static Z3950Session of(Account account) {
    return new Z3950Session(account);
  }

  /** Who is at the other side before anybody said so, or null. */
  @Nullable Account known() {
    return known;
  }

  /** What runs and waits on the connection. */
  Z3950Operations operations() {
    return operations;
  }

  /** Whether an Init was accepted. */
  public boolean isOpen() {
    return open;
  }

  /** Who is at the other side, for the log. */
  public String peer() {
    var known = account;
    return known == null ? "anonymous" : known.username();
  }

  /** What was agreed at Init. */
  void opened(
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

  /** How records of MARC 21 in ISO 2709 are written for the client. */
  RecordSyntax usmarc() {
    return usmarc;
  }

  /** The account that is logged in, or null for anybody. */
  public @Nullable Account account() {
    return account;
  }

  /** The group that the client named at Init, or null: a library by custom, which is no proof. */
  @Nullable String group() {
    return group;
  }

  Z3950Codec codec() {
    return codec;
  }

  /** Whether Close is part of the version that was agreed on. */
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

  /** Whether there was a result set with this name that had to go. */
  boolean isGone(String name) {
    return gone.contains(name);
  }

  /**
   * Keeps a result set, in place of the one with its name. Where there are too many, the one that
   * was not used for longest goes.
   */
  void keep(String name, NamedSet set, int most) {
    delete(name);
    sets.put(name, set);
    if (sets.size() > most) {
      var eldest = sets.firstEntry().getKey();
      delete(eldest);
      if (gone.size() < MOST_GONE) {
        gone.add(eldest);
      }
    }
  }

  /** Deletes a result set; false where there is none. */
  boolean delete(String name) {
    gone.remove(name);
    var set = sets.remove(name);
    if (set != null) {
      set.found().close();
    }
    return set != null;
  }

  void deleteAll() {
    sets.values().forEach(set -> set.found().close());
    sets.clear();
    gone.clear();
  }

  @Override
  public void close() {
    deleteAll();
  }
}
