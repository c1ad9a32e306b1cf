package org.samling.postgres;

import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.CirculationContract;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;

/** The first tenant of a test library, as the contract of circulation wants it, on two stores. */
record ContractLibrary(TestLibrary library, PostgresStore store, PostgresStore other)
    implements CirculationContract.Library, AutoCloseable {

  /** On stores of the library's settings. */
  static ContractLibrary of(TestLibrary library) {
    return new ContractLibrary(
        library,
        library.store,
        new PostgresStore(TestLibrary.settings(library.roles, 64), TestLibrary.keyring()));
  }

  @Override
  public TenantId tenant() {
    return library.north;
  }

  @Override
  public Circulation circulation() {
    return store;
  }

  @Override
  public Circulation anotherNode() {
    return other;
  }

  @Override
  public Inquiries inquiries() {
    return store.inquiries();
  }

  @Override
  public void set(Setting<?> setting, String value) {
    library.set(setting, value);
  }

  @Override
  public void close() {
    other.close();
    if (store != library.store) {
      store.close();
    }
    library.close();
  }
}
