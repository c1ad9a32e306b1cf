package org.samling.routes.imports;

import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.organisation.Secret;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.DatabaseSettings;

/** An import in a process of its own, which can be killed. */
final class ImportNode {

  static final String PASSWORD = "IMPORT_NODE_PASSWORD";

  private ImportNode() {}

  /**
   * Imports a file as common records.
   *
   * @param args the database's address, its user, and the file
   */
  public static void main(String[] args) throws Exception {
    var settings = DatabaseSettings.of(args[0], args[1], new Secret(System.getenv(PASSWORD)));
    try (var store = new PostgresStore(settings, TestLibrary.keyring());
        var camel = new DefaultCamelContext()) {
      camel.disableJMX();
      camel.start();
      new ImportService(
              camel,
              new MarcRecordReader(),
              new MarcRecordRenderer(),
              store.importBatches(),
              store.importReviews(),
              store.itemRegister(),
              store.inquiries(),
              DiskReserve.UNSEEN)
          .load(
              new ImportJob(Path.of(args[2]), null, "killed", null, "test", ImportJob.Mode.GO_ON),
              new Unheard());
    }
  }

  private static final class Unheard implements ImportListener {
    @Override
    public void progress(long bytes, int records) {}

    @Override
    public void rejected(ReadResult.Rejected record) {}
  }
}
