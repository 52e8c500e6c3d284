from django.urls import path

from comitas.duty import views

app_name = "duty"
urlpatterns = [path("<str:token>.ics", views.calendar, name="calendar-link")]
