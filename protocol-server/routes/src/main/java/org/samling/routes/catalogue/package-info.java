/**
 * What the protocols that search the catalogue have in common: whose catalogues there are, and how
 * a record tells where its items stand.
 */
@NullMarked
package org.samling.routes.catalogue;

import org.jspecify.annotations.NullMarked;
