/**
 * OAI-PMH 2.0 for harvesters of the catalogue: turns requests into queries to the core, and the
 * results into records in the requested format.
 */
@NullMarked
package org.samling.routes.oai;

import org.jspecify.annotations.NullMarked;
