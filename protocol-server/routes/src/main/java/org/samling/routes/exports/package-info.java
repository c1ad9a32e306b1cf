/** Exports of the catalogue: stored records become a file in the requested form. */
@NullMarked
package org.samling.routes.exports;

import org.jspecify.annotations.NullMarked;
