package org.samling.server.console;

import java.nio.charset.StandardCharsets;
import org.samling.console.privacy.PersonalFile;
import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.PersonalData.Export;
import org.samling.routes.privacy.PersonalFields;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the same file of personal data as the command line. */
public final class PersonalFiles implements PersonalFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Override
  public Bytes json(Tenant tenant, Export export) {
    return Bytes.of(
        JSON.writeValueAsString(PersonalFields.of(export, tenant))
            .getBytes(StandardCharsets.UTF_8));
  }
}
