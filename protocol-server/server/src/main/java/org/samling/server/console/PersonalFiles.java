package org.samling.server.console;

import java.nio.charset.StandardCharsets;
import org.samling.console.privacy.PersonalFile;
import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.PersonalData.Export;
import org.samling.operations.privacy.PersonalDocument;

/** Writes the same file of personal data as the operation on it. */
public final class PersonalFiles implements PersonalFile {

  @Override
  public Bytes json(Tenant tenant, Export export) {
    return Bytes.of(new PersonalDocument(tenant, export).json().getBytes(StandardCharsets.UTF_8));
  }
}
