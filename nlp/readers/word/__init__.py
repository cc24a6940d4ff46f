"""Word documents: .docx .doc .wps .odt .rtf and Word XML."""
