/**
 * Others harvest the catalogue by OAI-PMH 2.0: requests become questions to the core, and what it
 * answers becomes records in the format that was asked for.
 */
@NullMarked
package org.samling.routes.oai;

import org.jspecify.annotations.NullMarked;
