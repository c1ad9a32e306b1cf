package org.samling.routes.z3950;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Frame;

/**
 * What the listener does with an APDU that came.
 *
 * @param reply what is sent, or null
 * @param end why the connection ends after that, as a sentence about it ("sent no Init"); null
 *     where it goes on
 */
public record Z3950Answer(@Nullable Z3950Frame reply, @Nullable String end) {}
