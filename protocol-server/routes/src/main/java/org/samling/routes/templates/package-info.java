/** The language of templates, for notices and for machines. */
@NullMarked
package org.samling.routes.templates;

import org.jspecify.annotations.NullMarked;
