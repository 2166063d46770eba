"""The public report: pages, PDF, data, feed."""
